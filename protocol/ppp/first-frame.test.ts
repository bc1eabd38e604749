import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FirstFrame } from './first-frame.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const escaped = '~\xff}#\xc0!}!}!} }4';
const plain = '~\xff\x03\xc0\x21\x01\x01\x00\x04';

/** Reads in the given pieces: what was shown of them, and the frames if PPP was found. */
function read(pieces: readonly string[]) {
  const firstFrame = new FirstFrame();
  let shown = '';
  for (const [index, piece] of pieces.entries()) {
    const found = firstFrame.push(bytesOf(piece));
    if (found === undefined) {
      shown += piece;
      continue;
    }
    shown += piece.slice(0, found.before);
    return { shown, frames: textOf(found.frames) + pieces.slice(index + 1).join('') };
  }
  return { shown, held: textOf(firstFrame.held) };
}

describe('the first frame', () => {
  it.each([escaped, plain])('is found behind text, with its flag', (frame) => {
    expect(read([`Starting PPP.\r\n${frame}`])).toEqual({ shown: 'Starting PPP.\r\n', frames: frame });
  });

  it('is whole however the line cuts it', () => {
    fc.assert(
      fc.property(fc.constantFrom(escaped, plain), fc.array(fc.nat(30)), (frame, cuts) => {
        const text = `ok ~~ \xff}${frame}`;
        const pieces: string[] = [];
        for (let at = 0, turn = 0; at < text.length; turn += 1) {
          const end = at + 1 + (cuts[turn % Math.max(1, cuts.length)] ?? 0);
          pieces.push(text.slice(at, end));
          at = end;
        }
        expect(read(pieces)).toHaveProperty('frames', frame);
      }),
    );
  });

  it.each(['~', 'a tilde ~ in a text', '~\xff', '~\xff}#login: ', '\xff\x03\xc0!', '~\xff\x03\x00!'])(
    'is not seen in %j',
    (text) => {
      expect(read([text])).not.toHaveProperty('frames');
    },
  );

  it('keeps a beginning, and only that, for whoever goes on without the rest', () => {
    expect(read(['text ~\xff}'])).toHaveProperty('held', '~\xff}');
    expect(read(['text ~\xff}', 'more'])).toHaveProperty('held', '');
    expect(read(['~~'])).toHaveProperty('held', '~');
  });
});
