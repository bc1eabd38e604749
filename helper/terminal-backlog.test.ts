import { expect, it } from 'vitest';
import { TerminalBacklog } from './terminal-backlog.ts';

it('a line that speaks byte by byte is passed on so, but kept in few pieces, each fit for a message', () => {
  const backlog = new TerminalBacklog();
  const said = Array.from({ length: 10_000 }, (_none, index) => index & 0xff);
  for (const byte of said) expect(backlog.push(Uint8Array.of(byte))).toHaveLength(1);
  expect(backlog.pieces).toHaveLength(3);
  expect(Buffer.concat(backlog.pieces.map((piece) => Buffer.from(piece, 'base64')))).toEqual(
    Buffer.from(said),
  );
  expect(Math.max(...backlog.pieces.map(({ length }) => length))).toBeLessThanOrEqual(5464);
});
