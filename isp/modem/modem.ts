/** A Hayes modem without hardware: bytes from the terminal in, bytes to the terminal and calls to the exchange out. */
import type { Clock } from '../clock.ts';
import type { Command } from './command-line.ts';
import { parseCommandLine, parseDialString } from './command-line.ts';
import { LineEditor } from './line-editor.ts';
import { EscapeDetector } from './escape.ts';
import { information } from './information.ts';
import type { Profile } from './registers.ts';
import { copyProfile, factoryProfile, register } from './registers.ts';
import type { Result } from './result-codes.ts';
import { formatResult } from './result-codes.ts';

/** How a dialled call went, as the exchange sees it. */
export type CallProgress =
  | { readonly type: 'ringing' }
  | { readonly type: 'connected'; readonly speed: number }
  | {
      readonly type: 'failed';
      readonly result:
        'BUSY' | 'NO ANSWER' | 'NO CARRIER' | 'NO DIAL TONE' | 'VOICE' | 'BLACKLISTED' | 'DELAYED';
    };

/** What a modem is wired to. Each call returns at once. */
export interface ModemHost {
  readonly clock: Clock;
  toTerminal(bytes: Uint8Array): void;
  toLine(bytes: Uint8Array): void;
  /** Takes the line and dials; the exchange answers with `progress`, now or later. */
  dial(number: string): void;
  /** Answers the call that is ringing. The exchange answers with `progress`. */
  answer(): void;
  /** Puts the line back, whatever it was doing. */
  hangUp(): void;
}

type State =
  | { readonly kind: 'command' }
  /** Dialling or answering: any character gives up. */
  | { readonly kind: 'handshake'; readonly cancel: () => void }
  | { readonly kind: 'online'; readonly escape: EscapeDetector }
  /** A call is up, and the terminal speaks to the modem (after `+++`). */
  | { readonly kind: 'online-command'; readonly speed: number };

/** What came of one command: the line goes on, or ends with this answer (undefined: the answer comes later). */
type Outcome = 'continue' | { readonly end: Result | undefined };

const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);

export class Modem {
  private profile: Profile = factoryProfile();
  private stored: Profile = factoryProfile();
  private state: State = { kind: 'command' };
  private speed = 0;
  private ringing = false;
  private lastNumber = '';
  private readonly editor: LineEditor;
  private readonly host: ModemHost;

  constructor(host: ModemHost) {
    this.host = host;
    this.editor = new LineEditor();
  }

  /** Bytes the terminal sent. */
  fromTerminal(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.state.kind === 'online') {
        const { escape } = this.state;
        this.host.toLine(rest);
        escape.observe(rest);
        return;
      }
      const byte = rest[0] ?? 0;
      rest = rest.subarray(1);
      if (this.state.kind === 'handshake') {
        // The line feed of a CR LF belongs to the dial command, it does not abort it.
        if (byte === this.profile.registers[register.lineFeed]) continue;
        this.giveUp('NO CARRIER');
      } else {
        this.typed(byte);
      }
    }
  }

  /** Bytes the other end sent; in command state they are lost, as on the real thing. */
  fromLine(bytes: Uint8Array): void {
    if (this.state.kind === 'online') this.host.toTerminal(bytes);
  }

  /** The terminal went away: a pty's only way to drop Data Terminal Ready. The call ends, the settings stay. */
  terminalGone(): void {
    this.onHook();
    this.editor.reset();
  }

  /** How the call this modem placed, or answered, is getting on. */
  progress(progress: CallProgress): void {
    if (this.state.kind !== 'handshake') return;
    if (progress.type === 'ringing') {
      this.say('RINGING');
      return;
    }
    this.state.cancel();
    if (progress.type === 'failed') {
      this.state = { kind: 'command' };
      this.say(progress.result);
      return;
    }
    this.speed = progress.speed;
    this.goOnline();
  }

  /** The other end hung up, or the line broke. */
  carrierLost(): void {
    const { kind } = this.state;
    if (kind === 'command') return;
    this.leaveState();
    this.say('NO CARRIER');
  }

  /** One ring of an incoming call. */
  ring(): void {
    if (this.state.kind !== 'command') return;
    this.ringing = true;
    const { registers } = this.profile;
    const count = Math.min(255, (registers[register.ringCount] ?? 0) + 1);
    registers[register.ringCount] = count;
    this.say('RING');
    const answerAt = registers[register.autoAnswer] ?? 0;
    if (answerAt > 0 && count >= answerAt) this.pickUp();
  }

  /** The caller gave up before anybody answered. */
  ringingStopped(): void {
    this.ringing = false;
    this.profile.registers[register.ringCount] = 0;
  }

  /** On the hook and at its terminal's orders: it can be rung. */
  get idle(): boolean {
    return this.state.kind === 'command' && !this.ringing;
  }

  private typed(byte: number): void {
    if (this.profile.echo) this.host.toTerminal(Uint8Array.of(byte));
    const event = this.editor.type(byte, this.profile.registers);
    if (event === undefined) return;
    if (event === 'too-long') this.say('ERROR');
    else this.execute(event.line);
  }

  private execute(line: string): void {
    const parsed = parseCommandLine(line);
    if ('malformed' in parsed) {
      this.say('ERROR');
      return;
    }
    for (const command of parsed.commands) {
      const outcome = this.perform(command);
      if (outcome === 'continue') continue;
      if (outcome.end !== undefined) this.say(outcome.end);
      return;
    }
    this.say('OK');
  }

  private perform(command: Command): Outcome {
    switch (command.type) {
      case 'set-register':
        this.profile.registers[command.register] = command.value;
        return 'continue';
      case 'read-register':
        this.print(String(this.profile.registers[command.register] ?? 0).padStart(3, '0'));
        return 'continue';
      case 'dial':
        return this.dial(command.dialString);
      case 'extended':
        return this.extended(command.name, command.value);
      case 'basic':
        return this.basic(command.name, command.value);
    }
  }

  private basic(name: string, value: number): Outcome {
    const { profile } = this;
    switch (name) {
      case 'A':
        return this.pickUp();
      case 'E':
        return this.setSwitch(value, 1, () => (profile.echo = value === 1));
      case 'Q':
        return this.setSwitch(value, 1, () => (profile.quiet = value === 1));
      case 'V':
        return this.setSwitch(value, 1, () => (profile.verbose = value === 1));
      case 'X':
        return this.setSwitch(value, 4, () => (profile.extended = value));
      case 'H':
        return this.setSwitch(value, 1, () => this.onHook());
      case 'O':
        return this.backOnline();
      case 'I':
        this.print(information(value));
        return 'continue';
      case 'Z':
        this.onHook();
        this.profile = copyProfile(this.stored);
        return { end: 'OK' };
      case '&F':
        this.profile = factoryProfile();
        return 'continue';
      case '&W':
        this.stored = copyProfile(profile);
        return 'continue';
      default:
        // Speaker, flow control, error correction, &C, &D and the like: nothing a virtual line could do differently.
        return /^(?:[BFLMNPTWY]|[&\\%*)-][A-Z])$/.test(name) ? 'continue' : { end: 'ERROR' };
    }
  }

  private setSwitch(value: number, highest: number, set: () => void): Outcome {
    if (value > highest) return { end: 'ERROR' };
    set();
    return 'continue';
  }

  private extended(name: string, value: string | undefined): Outcome {
    if (name === 'FCLASS') {
      if (value === undefined) this.print('0');
      return value === undefined || value === '0' ? 'continue' : { end: 'ERROR' };
    }
    if (name === 'GMI' || name === 'GMM') {
      this.print(information(3));
      return 'continue';
    }
    // Modulation, flow control, rates, compression, error correction (V.250 §6): taken, the line has but one way.
    return ['MS', 'IFC', 'ICF', 'IPR', 'DS', 'ES'].includes(name) ? 'continue' : { end: 'ERROR' };
  }

  private dial(text: string): Outcome {
    const dial = parseDialString(text);
    if ('malformed' in dial || this.state.kind !== 'command') return { end: 'ERROR' };
    const number = dial.again ? this.lastNumber : dial.number;
    if (dial.stayInCommandState) return { end: 'OK' };
    if (number === '') return { end: 'NO CARRIER' };
    this.lastNumber = number;
    const pause = dial.pauses * 1000 * (this.profile.registers[register.pause] ?? 0);
    this.startHandshake(pause, () => {
      this.host.dial(number);
    });
    return { end: undefined };
  }

  private pickUp(): Outcome {
    if (!this.ringing || this.state.kind !== 'command') return { end: 'NO CARRIER' };
    this.ringingStopped();
    this.startHandshake(0, () => {
      this.host.answer();
    });
    return { end: undefined };
  }

  /** Waits for the carrier (S7), the `pause` not counted. */
  private startHandshake(pause: number, begin: () => void): void {
    const { clock } = this.host;
    const wait = (this.profile.registers[register.carrierWait] ?? 0) * 1000;
    const cancelWait = clock.after(pause + wait, () => {
      this.giveUp('NO CARRIER');
    });
    const cancelPause = pause > 0 ? clock.after(pause, begin) : undefined;
    const cancel = (): void => {
      cancelWait();
      cancelPause?.();
    };
    this.state = { kind: 'handshake', cancel };
    if (pause === 0) begin();
  }

  private giveUp(result: Result): void {
    this.onHook();
    this.say(result);
  }

  private goOnline(): void {
    this.say('CONNECT', this.speed);
    const { registers } = this.profile;
    const settings = {
      character: registers[register.escapeCharacter] ?? 43,
      guard: (registers[register.guardTime] ?? 0) * 20,
    };
    const escape = new EscapeDetector(this.host.clock, settings, () => {
      this.state = { kind: 'online-command', speed: this.speed };
      this.editor.reset();
      this.say('OK');
    });
    this.state = { kind: 'online', escape };
  }

  private backOnline(): Outcome {
    if (this.state.kind !== 'online-command') return { end: 'NO CARRIER' };
    this.goOnline();
    return { end: undefined };
  }

  private onHook(): void {
    const busy = this.state.kind !== 'command';
    this.leaveState();
    if (busy) this.host.hangUp();
  }

  private leaveState(): void {
    if (this.state.kind === 'handshake') this.state.cancel();
    if (this.state.kind === 'online') this.state.escape.stop();
    this.state = { kind: 'command' };
    this.editor.reset();
  }

  private say(result: Result, speed?: number): void {
    const text = formatResult(result, this.profile, speed);
    if (text !== '') this.host.toTerminal(latin1(text));
  }

  private print(text: string): void {
    this.host.toTerminal(latin1(`\r\n${text}\r\n`));
  }
}
