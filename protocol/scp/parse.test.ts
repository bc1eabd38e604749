import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestScript, parseScript } from './parse.ts';

const main = (text: string) => parseScript(`proc main\n${text}\nendproc`);
const errorIn = (text: string) => {
  const parsed = main(text);
  return 'error' in parsed ? parsed.error : undefined;
};

describe('a script that is in order', () => {
  it.each([
    ['nothing at all', ''],
    ['comments', '; a "comment" ^M\n  ; another'],
    ['any case', 'TRANSMIT $userid, RAW\nWaitFor "x" Until 5'],
    [
      'declarations',
      'integer n = 3 * (2 - -1)\nstring s = "a" + "b"\nboolean b = !TRUE or n > 2 and s == "ab"',
    ],
    ['a label that comes later', 'goto out\ndelay 1\nout:'],
    ['a label inside a block', 'integer n\nif TRUE then\nagain: n = n + 1\nendif\ngoto again'],
    [
      'a waitfor over several lines',
      'waitfor "a" then one,\n  "B", matchcase then two\n  until 5\none: two: halt',
    ],
    [
      'getip at the end of a line',
      'string s\nset ipaddr getip\ns = "x"\nset ipaddr getip 2\nset ipaddr getip (1 + 1)',
    ],
    ['the port', 'set port databits 7\nset port parity even\nset port stopbits 1\nset screen keyboard off'],
    ['quotation marks in strings', 'transmit "say \\"hello\\" ; and \\\\"'],
    ['names like those of settings', 'integer counter\ncounter = 1'],
  ])('may hold %s', (_what, text) => {
    expect(main(text)).toHaveProperty('script');
  });

  it('may have other procedures, and line ends of any system', () => {
    expect(parseScript('proc spare\r\n delay 1\r\nendproc\r\nproc main\r\nendproc\r\n')).toHaveProperty(
      'script',
    );
  });
});

describe('a script that is not in order', () => {
  it.each([
    ['transmti "x"', 2, 1, '"transmti"'],
    ['  waitfor 5', 2, 11, 'a string here instead of an integer'],
    ['delay "x"', 2, 7, 'an integer here instead of a string'],
    ['transmit "x', 2, 10, 'quotation mark'],
    ['transmit "x" raw', 2, 14, '"raw"'],
    ['n = 1', 2, 1, '"n" has not been declared'],
    ['integer n\nn = TRUE', 3, 5, 'an integer here instead of a boolean'],
    ['integer n\ninteger N', 3, 9, 'twice'],
    ['delay 1\ninteger n', 3, 1, '"integer"'],
    ['$USERID = "x"', 2, 1, 'cannot be changed'],
    ['transmit $SECRET', 2, 10, '$SECRET'],
    ['if TRUE then\ndelay 1', 4, 1, '"endproc"'],
    ['if 1 then endif', 2, 4, 'a boolean here instead of an integer'],
    ['goto nowhere', 2, 6, 'no label "nowhere"'],
    ['a:\na:', 3, 1, 'two labels'],
    ['string while', 2, 8, '"while"'],
    ['delay 1 + "a"', 2, 9, '"+" does not take'],
    ['delay -TRUE', 2, 7, '"-" takes'],
    ['delay 99999999999', 2, 7, 'too large'],
    ['set port databits 9', 2, 19, '5 or 6 or 7 or 8'],
    ['set port parity wrong', 2, 17, '"none" or "odd"'],
    ['set printer on', 2, 5, '"port" or "screen" or "ipaddr"'],
    ['transmit "\u20ac"', 2, 10, 'does not carry'],
    ['delay 1 ~', 2, 9, '"~"'],
    ['waitfor "a", "b"', 2, 14, '"matchcase"'],
  ])('%j is wrong in line %i, column %i', (text, line, column, message) => {
    expect(errorIn(text)).toEqual({ line, column, message: expect.stringContaining(message) });
  });

  it('has no main, two of them, or is longer than anybody writes', () => {
    expect(parseScript('')).toMatchObject({ error: { line: 1, column: 1 } });
    expect(parseScript('proc a\nendproc')).toMatchObject({
      error: { message: expect.stringContaining('main') },
    });
    expect(parseScript('proc main\nendproc\nproc main\nendproc')).toMatchObject({
      error: { line: 3, column: 6 },
    });
    expect(parseScript(' '.repeat(longestScript + 1))).toMatchObject({ error: { line: 1 } });
  });

  it.each([
    ['brackets', `delay ${'('.repeat(5000)}1`],
    ['signs', `delay ${'-'.repeat(5000)}1`],
    ['sums', `delay 1${'+1'.repeat(5000)}`],
    ['blocks', 'if TRUE then '.repeat(1000)],
    ['getips', `transmit ${'getip '.repeat(2000)}`],
  ])('with endless %s does not exhaust us', (_what, text) => {
    expect(errorIn(text)).toBeDefined();
  });

  it('never throws', () => {
    const words = [
      'proc',
      'main',
      'endproc',
      'if',
      'then',
      'endif',
      'while',
      'do',
      'endwhile',
      'waitfor',
      'until',
    ];
    const more = [
      'transmit',
      '"x"',
      ',',
      'raw',
      '5',
      '(',
      ')',
      '=',
      'a',
      ':',
      'goto',
      'getip',
      '$USERID',
      '\n',
      'set',
    ];
    const token = fc.oneof(fc.constantFrom(...words, ...more), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        const parsed = parseScript(`proc main ${tokens.join(' ')} endproc`);
        expect('script' in parsed || parsed.error.line >= 1).toBe(true);
      }),
    );
  });
});
