import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as Xterm from '@xterm/xterm';
import { closeDoors } from './closed-doors.ts';

// Bundled for browsers; Node's own import does not see its names.
const { Terminal } = createRequire(import.meta.url)('@xterm/xterm') as typeof Xterm;

/** A terminal that has been told `text`: what it shows, what it would type by itself, the titles it was given. */
async function told(text: string) {
  const terminal = new Terminal({ cols: 40, rows: 5, allowProposedApi: false });
  closeDoors(terminal);
  const typed: string[] = [];
  const titles: string[] = [];
  terminal.onData((data) => typed.push(data));
  terminal.onBinary((data) => typed.push(data));
  terminal.onTitleChange((title) => titles.push(title));
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  const line = terminal.buffer.active.getLine(0)?.translateToString(true) ?? '';
  const { mouseTrackingMode, sendFocusMode } = terminal.modes;
  terminal.dispose();
  return { line, typed, titles, mouseTrackingMode, sendFocusMode };
}

describe('from the line', () => {
  it('text and colours are drawn', async () => {
    expect(await told('\u001b[1;32mlogin:\u001b[0m ok')).toMatchObject({ line: 'login: ok', typed: [] });
  });

  it.each([
    ['a title', '\u001b]0;evil\u0007'],
    ['a title, ended otherwise', '\u001b]2;evil\u001b\\'],
    ['the clipboard', '\u001b]52;c;ZXZpbA==\u0007'],
    ['a request for the clipboard', '\u001b]52;c;?\u0007'],
    ['a request for a colour', '\u001b]10;?\u0007\u001b]4;1;?\u0007'],
    ['a request for the window', '\u001b[18t\u001b[21t'],
    ['a request for settings', '\u001bP$q"p\u001b\\'],
    ['a request for capabilities', '\u001bP+q544e\u001b\\'],
  ])('%s has no effect', async (_, sequence) => {
    expect(await told(`a${sequence}b`)).toMatchObject({ line: 'ab', typed: [], titles: [] });
  });

  it('the mouse and the focus are never asked to type', async () => {
    expect(await told('\u001b[?1003h\u001b[?1006h\u001b[?25;1000h\u001b[?1004h')).toMatchObject({
      mouseTrackingMode: 'none',
      sendFocusMode: false,
    });
  });

  it('what terminal this is and where the cursor stands may be asked', async () => {
    expect((await told('ab\u001b[6n')).typed).toEqual(['\u001b[1;3R']);
  });

  it('no bytes make it type words it was given', async () => {
    const marked = fc
      .array(
        fc.oneof(
          fc.constantFrom('\u001b', ']', 'P', '$', '?', ';', '\u0007', '\u001b\\', 'q', 't', 'EVIL'),
          fc.string(),
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(marked, async (text) => {
        const { typed, titles } = await told(text);
        expect(typed.join('')).not.toContain('EVIL');
        expect(titles).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
