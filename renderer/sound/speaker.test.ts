import { describe, expect, it } from 'vitest';
import type { Cue } from './cue.ts';
import { Speaker } from './speaker.ts';

interface Started {
  readonly when: number;
  readonly offset: number;
  readonly loop: boolean;
  stopped?: number;
}

/** As much of an AudioContext as a speaker touches. */
class FakeContext extends EventTarget {
  state: 'suspended' | 'running' | 'closed' = 'running';
  currentTime = 10;
  resumed = 0;
  readonly destination = {};
  readonly started: Started[] = [];
  readonly gains: { value: number }[] = [];

  createGain() {
    const gain = { value: 1, setTargetAtTime: () => undefined };
    this.gains.push(gain);
    return { gain, connect: () => undefined };
  }

  createBuffer(_: number, length: number) {
    const data = new Float32Array(length);
    return { getChannelData: () => data };
  }

  createBufferSource() {
    let record: Started | undefined;
    const source = {
      buffer: undefined,
      loop: false,
      connect: () => undefined,
      start: (when: number, offset: number) => {
        record = { when, offset, loop: source.loop };
        this.started.push(record);
      },
      stop: (when: number) => {
        if (record) record.stopped = when;
      },
    };
    return source;
  }

  resume() {
    this.resumed += 1;
    return Promise.resolve();
  }

  close() {
    this.state = 'closed';
    return Promise.resolve();
  }

  allow() {
    this.state = 'running';
    this.dispatchEvent(new Event('statechange'));
  }
}

const ringing: Cue = {
  segments: [{ kind: 'silence', seconds: 2 }],
  repeat: [{ kind: 'silence', seconds: 6 }],
};
const short: Cue = { segments: [{ kind: 'silence', seconds: 2 }] };

function speakerAt(now: { time: number }) {
  const context = new FakeContext();
  let opened = 0;
  const speaker = new Speaker(
    () => {
      opened += 1;
      return context as unknown as AudioContext;
    },
    () => now.time,
  );
  speaker.setVolume(50);
  return { context, speaker, opened: () => opened };
}

describe('the loudspeaker', () => {
  it('plays a cue from its beginning, and what repeats after it', () => {
    const { context, speaker } = speakerAt({ time: 1000 });
    speaker.play(ringing, 1000);
    expect(context.started).toEqual([
      { when: 10, offset: 0, loop: false },
      { when: 12, offset: 0, loop: true },
    ]);
    expect(context.gains[0]?.value).toBe(0.25);
  });

  it('joins a sound that began earlier where it is by now', () => {
    const { context, speaker } = speakerAt({ time: 10_000 });
    speaker.play(ringing, 1000);
    expect(context.started).toEqual([{ when: 10, offset: 1, loop: true }]);
  });

  it('does not play what is long past', () => {
    const { context, speaker } = speakerAt({ time: 10_000 });
    speaker.play(short, 1000);
    expect(context.started).toEqual([]);
  });

  it('stops a ringing line at once and lets a short sound end', () => {
    const { context, speaker } = speakerAt({ time: 0 });
    speaker.play(short, 0);
    speaker.letEnd();
    expect(context.started[0]?.stopped).toBeUndefined();
    speaker.play(ringing, 0);
    expect(context.started[0]?.stopped).toBeCloseTo(10.02);
    speaker.letEnd();
    expect(context.started.at(-1)?.stopped).toBeCloseTo(10.02);
  });

  it('waits where sound is not allowed yet, and then joins in', () => {
    const now = { time: 0 };
    const { context, speaker } = speakerAt(now);
    context.state = 'suspended';
    speaker.play(short, 0);
    expect(context.resumed).toBe(1);
    expect(context.started).toEqual([]);
    now.time = 500;
    context.allow();
    expect(context.started).toEqual([{ when: 10, offset: 0.5, loop: false }]);
  });

  it('forgets what was waiting when the line moves on before sound is allowed', () => {
    const { context, speaker } = speakerAt({ time: 0 });
    context.state = 'suspended';
    speaker.play(ringing, 0);
    speaker.letEnd();
    context.allow();
    expect(context.started).toEqual([]);
  });

  it('opens nothing while it is turned off', () => {
    const { speaker, opened } = speakerAt({ time: 0 });
    speaker.setVolume(0);
    speaker.play(short, 0);
    expect(opened()).toBe(0);
  });

  it('closes its context with the window', () => {
    const { context, speaker } = speakerAt({ time: 0 });
    speaker.play(short, 0);
    speaker.close();
    expect(context.state).toBe('closed');
  });
});
