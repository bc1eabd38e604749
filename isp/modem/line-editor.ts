/** Collects what the terminal types in command state into AT lines: prefix, backspace, A/ and a bounded length. */
import { register } from './registers.ts';

/** As on most modems; what is longer is answered with ERROR once, at its carriage return. */
const longestLine = 255;

export type EditorEvent = { readonly line: string } | 'too-long';

const isA = (byte: number): boolean => byte === 0x41 || byte === 0x61;
const isT = (byte: number): boolean => byte === 0x54 || byte === 0x74;

export class LineEditor {
  private stage: 'idle' | 'seen-a' | 'line' = 'idle';
  private text = '';
  private overlong = false;
  private previous: string | undefined;

  /** Characters before AT are skipped; `A/` runs the line before again, without a carriage return. */
  type(byte: number, registers: Uint8Array): EditorEvent | undefined {
    if (this.stage === 'idle') {
      if (isA(byte)) this.stage = 'seen-a';
      return undefined;
    }
    if (this.stage === 'seen-a') return this.second(byte);
    if (byte === registers[register.carriageReturn]) return this.finish();
    if (byte === registers[register.backspace]) {
      this.text = this.text.slice(0, -1);
    } else if (byte >= 0x20 && byte < 0x7f) {
      if (this.text.length < longestLine) this.text += String.fromCharCode(byte);
      else this.overlong = true;
    }
    return undefined;
  }

  reset(): void {
    this.stage = 'idle';
    this.text = '';
    this.overlong = false;
  }

  private second(byte: number): EditorEvent | undefined {
    if (isT(byte)) {
      this.stage = 'line';
      return undefined;
    }
    if (byte === 0x2f && this.previous !== undefined) {
      this.reset();
      return { line: this.previous };
    }
    this.stage = isA(byte) ? 'seen-a' : 'idle';
    return undefined;
  }

  private finish(): EditorEvent {
    const { text, overlong } = this;
    this.reset();
    if (overlong) return 'too-long';
    this.previous = text;
    return { line: text };
  }
}
