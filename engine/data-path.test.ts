import { expect, test } from 'vitest';
import { Link, openPty } from '../native/addon/index.js';
import type { CapturedFrame } from './call-types.ts';
import { DataPath } from './data-path.ts';

test('frames that come before anybody listens are handed on afterwards, to the capture as well', async () => {
  const { fd, path: slave } = openPty();
  const closed = Promise.withResolvers<undefined>();
  const path = new DataPath(
    { kind: 'fd', fd },
    {
      opened: () => undefined,
      bytes: () => undefined,
      closed: () => {
        closed.resolve(undefined);
      },
      icmp: () => undefined,
    },
  );
  try {
    path.link.setCapture(true);
    path.link.startFraming();
    const request = Uint8Array.of(1, 1, 0, 4);
    const drained = Promise.withResolvers<undefined>();
    const peer: Link = new Link({
      transport: { kind: 'tty', path: slave, speed: 115200, flow: 'none' },
      onEvents: (events) => {
        if (events.some(({ type }) => type === 'control')) drained.resolve(undefined);
      },
    });
    peer.startFraming();
    peer.sendControl(0xc021, request);
    // An answer from this end says that the request is through; the end of the line comes behind it.
    path.link.sendControl(0xc021, Uint8Array.of(2, 1, 0, 4));
    await drained.promise;
    peer.close();
    await closed.promise;

    const captured: CapturedFrame[] = [];
    const controls: number[] = [];
    path.listen({
      control: (_protocol, information) => controls.push(information[0] ?? 0),
      keyMismatch: () => undefined,
      captured: (frames) => captured.push(...frames),
    });
    expect(controls).toEqual([1]);
    expect(captured.map(({ direction }) => direction).sort()).toEqual(['received', 'sent']);
  } finally {
    path.close();
  }
});
