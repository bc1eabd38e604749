/** A terminal server as providers had before PAP: login:, password:, a menu of one item, and PPP once it is chosen. */
import type { Accounts } from '../accounts.ts';
import type { Clock } from '../clock.ts';
import type { Answer, AnsweredLine, FarEnd } from '../far-end.ts';

const longestAnswer = 64;
const attempts = 3;
/** Milliseconds for somebody, or some script, to log on. */
const patience = 60_000;

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);

type Stage = 'login' | 'password' | 'prompt' | 'closed';

class TerminalLogin implements FarEnd {
  private stage: Stage = 'login';
  private answer = '';
  private user = '';
  private failures = 0;
  private inside: FarEnd | undefined;
  private readonly cancelPatience: () => void;
  private readonly line: AnsweredLine;
  private readonly accounts: Accounts;
  private readonly ppp: Answer;

  constructor(line: AnsweredLine, accounts: Accounts, ppp: Answer, clock: Clock) {
    this.line = line;
    this.accounts = accounts;
    this.ppp = ppp;
    this.cancelPatience = clock.after(patience, () => {
      this.goodbye('Login timed out.');
    });
    this.say('\r\nWelcome to the Internet.\r\n\r\nlogin: ');
  }

  receive(bytes: Uint8Array): void {
    for (const [index, byte] of bytes.entries()) {
      if (this.inside !== undefined) {
        this.inside.receive(bytes.subarray(index));
        return;
      }
      this.typed(byte);
    }
  }

  callerGone(): void {
    this.stage = 'closed';
    this.cancelPatience();
    this.inside?.callerGone();
  }

  private typed(byte: number): void {
    if (this.stage === 'closed') return;
    if (byte === 0x0d) {
      this.say('\r\n');
      this.entered(this.answer);
    } else if (byte === 0x08 || byte === 0x7f) {
      if (this.answer !== '' && this.stage !== 'password') this.say('\b \b');
      this.answer = this.answer.slice(0, -1);
    } else if (byte >= 0x20 && byte < 0x7f && this.answer.length < longestAnswer) {
      this.answer += String.fromCharCode(byte);
      if (this.stage !== 'password') this.line.send(Uint8Array.of(byte));
    }
  }

  private entered(text: string): void {
    this.answer = '';
    switch (this.stage) {
      case 'login':
        if (text.trim() === '') {
          this.say('login: ');
          return;
        }
        this.user = text.trim();
        this.stage = 'password';
        this.say('password: ');
        return;
      case 'password':
        this.check(text);
        return;
      case 'prompt':
        this.command(text.trim().toLowerCase());
        return;
      case 'closed':
    }
  }

  private check(password: string): void {
    const account = this.accounts.find(this.user);
    if (account?.password === password && account.refuse === undefined) {
      this.stage = 'prompt';
      this.say('\r\nYou are on the terminal server. Type ppp to begin.\r\n> ');
      return;
    }
    this.failures += 1;
    if (this.failures === attempts) {
      this.goodbye('Login incorrect.');
      return;
    }
    this.stage = 'login';
    this.say('Login incorrect.\r\n\r\nlogin: ');
  }

  private command(word: string): void {
    if (word === 'ppp') {
      this.cancelPatience();
      this.say('Starting PPP.\r\n');
      this.inside = this.ppp(this.line);
    } else if (word === 'exit' || word === 'logout') {
      this.goodbye('Goodbye.');
    } else {
      this.say(word === '' ? '> ' : 'Commands: ppp, exit\r\n> ');
    }
  }

  private goodbye(text: string): void {
    this.stage = 'closed';
    this.cancelPatience();
    this.say(`${text}\r\n`);
    this.line.hangUp();
  }

  private say(text: string): void {
    this.line.send(bytesOf(text));
  }
}

/** `ppp` takes the line over, logged on already: it need not ask again. */
export function terminalLogin(accounts: Accounts, ppp: Answer, clock: Clock): Answer {
  return (line) => new TerminalLogin(line, accounts, ppp, clock);
}
