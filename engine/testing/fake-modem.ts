/** A modem on a pty for tests: answers the few AT commands a dial needs, and then is a wire to a second pty. */
import { Link, openPty } from '../../native/addon/index.js';
import type { LinkEvent } from '../../native/addon/index.js';

export interface FakeModem {
  /** Where the dialler finds the modem. */
  readonly modemPath: string;
  /** Bytes the dialler hears as if they came down the line. */
  inject(bytes: Uint8Array): void;
  close(): void;
}

/**
 * `onDial` answers the dial command: 'CONNECT 57600', 'BUSY', …; undefined: nothing, for ever. `pickUp` is called with
 * where the computer it calls is once the line is up, and not before: what that one says must find somebody listening.
 */
export function startFakeModem(onDial: string | undefined, pickUp: (farPath: string) => void): FakeModem {
  const near = openPty();
  const far = openPty();
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('latin1');
  let online = false;
  let line = '';
  let escape = '';

  const say = (text: string): void => {
    nearLink.write(encoder.encode(`\r\n${text}\r\n`));
  };
  const command = (text: string): void => {
    if (/^ATD/i.test(text)) {
      if (onDial === undefined) return;
      online = onDial.startsWith('CONNECT');
      say(onDial);
      if (online) pickUp(far.path);
    } else if (/^AT/i.test(text)) {
      say('OK');
    }
  };
  const fromDialler = (bytes: Uint8Array): void => {
    if (online) {
      // The guard times are the dialogue's own test; here three pluses in a row escape.
      escape = (escape + decoder.decode(bytes)).slice(-3);
      farLink.write(bytes);
      if (escape === '+++') {
        online = false;
        say('OK');
      }
      return;
    }
    for (const character of decoder.decode(bytes)) {
      if (character !== '\r') line += character;
      else {
        command(line.trim());
        line = '';
      }
    }
  };
  const listen = (heard: (bytes: Uint8Array) => void) => (events: LinkEvent[]) => {
    for (const event of events) if (event.type === 'bytes') heard(event.bytes);
  };
  const nearLink = new Link({ transport: { kind: 'fd', fd: near.fd }, onEvents: listen(fromDialler) });
  const farLink = new Link({
    transport: { kind: 'fd', fd: far.fd },
    onEvents: listen((bytes) => {
      if (online) nearLink.write(bytes);
    }),
  });
  return {
    modemPath: near.path,
    inject(bytes) {
      nearLink.write(bytes);
    },
    close() {
      nearLink.close();
      farLink.close();
    },
  };
}
