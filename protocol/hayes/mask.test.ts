import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberMask } from './mask.ts';

function maskOf(number: string): NumberMask {
  const mask = new NumberMask();
  mask.number = number;
  return mask;
}

describe('number mask', () => {
  it.each([
    ['ATDT5550100', 'ATDT#######'],
    ['ATDP9,555-0100', 'ATDP#,###-####'],
    ['ATD5550100', 'ATD#######'],
    ['atdt5550100', 'atdt#######'],
    ['ATX3DT12', 'ATX3DT##'],
    ['AT&D2DT12', 'AT&D2DT##'],
    ['ATDT"bbs.example:23"', 'ATDT"###.#######:##"'],
    ['AT+MS=V34;DT12', 'AT+MS=V34;DT##'],
    ['AT&F&C1&D2S0=0', 'AT&F&C1&D2S0=0'],
    ['AT+DS=3', 'AT+DS=3'],
    ['AT+GCAP', 'AT+GCAP'],
    ['AT+CPIN="1234"', 'AT+CPIN="####"'],
    ['AT+CGAUTH=1,1,"user","hush";+CSQ', 'AT+CGAUTH=#,#,"####","####";+CSQ'],
    ['AT^AUTHDATA=1,1,"hush","user"', 'AT^AUTHD###=#,#,"####","####"'],
    ['AT$QCPDPP=1,1,"hush","user"', 'AT$QCPDP#=#,#,"####","####"'],
    ['AT$PASS=hush', 'AT$PASS=####'],
    ['AT+CLCK = "SC",0,"1234"', 'AT+CLCK = "##",#,"####"'],
    ['AT+CPIN?', 'AT+CPIN?'],
    ['CONNECT 33600', 'CONNECT 33600'],
  ])('shows %s as %s', (line, shown) => {
    expect(new NumberMask().mask(line)).toBe(shown);
  });

  it.each([
    ['5550100', 'Dialing 5550100...', 'Dialing #######...'],
    ['9,555-0100', 'calling 95550100 now', 'calling ######## now'],
    ['9,555-0100', 'calling 555-0100 now', 'calling ###-#### now'],
    ['5550100', '50100', '#####'],
    ['5550100', 'T5550', 'T####'],
    ['5550100', 'ERROR 651 at 115200', 'ERROR 651 at 115200'],
    ['"bbs.example:23"', 'connecting to BBS.EXAMPLE', 'connecting to ###.#######'],
  ])('hides %s wherever it comes back: %s', (number, line, shown) => {
    expect(maskOf(number).mask(line)).toBe(shown);
  });

  it('never lets the whole number through', () => {
    const digits = fc.stringMatching(/^[0-9]{4,15}$/);
    fc.assert(
      fc.property(digits, fc.string(), fc.string(), (number, before, after) => {
        expect(maskOf(number).mask(before + number + after)).not.toContain(number);
      }),
    );
  });
});
