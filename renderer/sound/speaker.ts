/** The loudspeaker: plays a cue from where it should be by now, and stays quiet without complaint where sound is not allowed yet. */
import type { Cue } from './cue.ts';
import { sampleRate, synthesize } from './synth.ts';

/** What the way from the helper to the loudspeaker takes is not left out: a click would never be heard. */
const unnoticed = 0.4;
/** Quick enough to be a cut, slow enough not to click. */
const fade = 0.02;

interface Playing {
  readonly sources: readonly AudioBufferSourceNode[];
  readonly gain: GainNode;
  readonly repeats: boolean;
}

export class Speaker {
  readonly #open: () => AudioContext;
  readonly #now: () => number;
  #context: AudioContext | undefined;
  #playing: Playing | undefined;
  /** What is on, with the time it began, while the browser does not let it be heard. */
  #waiting: { readonly cue: Cue; readonly began: number } | undefined;
  #volume = 0;

  constructor(open: () => AudioContext, now: () => number) {
    this.#open = open;
    this.#now = now;
  }

  /** From 0 to 100; the ear hears powers. */
  setVolume(percent: number): void {
    this.#volume = (Math.min(100, Math.max(0, percent)) / 100) ** 2;
    if (this.#playing) this.#playing.gain.gain.value = this.#volume;
  }

  /** `began`: when the line began to sound so, in milliseconds since 1970; what is past by now is left out. */
  play(cue: Cue, began: number): void {
    this.stop();
    if (this.#volume === 0) return;
    const context = (this.#context ??= this.#opened());
    this.#waiting = { cue, began };
    if (context.state === 'running') this.#start();
    else this.wake();
  }

  /** What ends by itself may; what repeats stops. */
  letEnd(): void {
    if (this.#playing?.repeats || this.#waiting?.cue.repeat) this.stop();
  }

  stop(): void {
    this.#waiting = undefined;
    const playing = this.#playing;
    this.#playing = undefined;
    if (!playing || !this.#context) return;
    const end = this.#context.currentTime + fade;
    playing.gain.gain.setTargetAtTime(0, this.#context.currentTime, fade / 3);
    for (const source of playing.sources) source.stop(end);
  }

  /** Sound may be heard now, if it may at all: called on the user's doing something. */
  wake(): void {
    // Pending until the browser allows it; it fails only for a context that is closed, and then nothing is to be heard.
    if (this.#context?.state === 'suspended') this.#context.resume().then(undefined, () => this.stop());
  }

  close(): void {
    this.stop();
    const context = this.#context;
    this.#context = undefined;
    if (context && context.state !== 'closed') void context.close();
  }

  #opened(): AudioContext {
    const context = this.#open();
    context.addEventListener('statechange', () => {
      if (context.state === 'running') this.#start();
    });
    return context;
  }

  #start(): void {
    const context = this.#context;
    const waiting = this.#waiting;
    if (!context || !waiting) return;
    this.#waiting = undefined;
    const { cue, began } = waiting;
    const late = (this.#now() - began) / 1000;
    const elapsed = late < unnoticed ? 0 : late;
    const gain = context.createGain();
    gain.gain.value = this.#volume;
    gain.connect(context.destination);
    const once = synthesize(cue.segments);
    const length = once.length / sampleRate;
    const sources: AudioBufferSourceNode[] = [];
    if (elapsed < length) {
      const source = sourceOf(context, once, gain);
      source.start(context.currentTime, elapsed);
      sources.push(source);
    }
    if (cue.repeat) {
      const round = synthesize(cue.repeat);
      const source = sourceOf(context, round, gain);
      source.loop = true;
      source.start(
        context.currentTime + Math.max(0, length - elapsed),
        Math.max(0, elapsed - length) % (round.length / sampleRate),
      );
      sources.push(source);
    }
    this.#playing = { sources, gain, repeats: cue.repeat !== undefined };
  }
}

function sourceOf(context: AudioContext, sound: Float32Array, output: AudioNode): AudioBufferSourceNode {
  const buffer = context.createBuffer(1, Math.max(1, sound.length), sampleRate);
  buffer.getChannelData(0).set(sound);
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(output);
  return source;
}
