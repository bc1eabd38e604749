/** Runs the PPP machines over an open data path: frames, framing, keys, the interface, and a log line for every packet. */
import type { Tun } from '../native/addon/index.js';
import type { Failure } from '../protocol/failure.ts';
import { PppLink } from '../protocol/ppp/link.ts';
import type {
  Credentials,
  Framing,
  Link,
  LinkAgreement,
  LinkEvent,
  LinkOptions,
  MppeKeys,
} from '../protocol/ppp/link-types.ts';
import type { CapturedFrame, LogLine } from './call-types.ts';
import { withoutSecrets } from './captured-frames.ts';
import type { DataPath } from './data-path.ts';
import type { Environment } from './environment.ts';
import { Mailbox } from './mailbox.ts';
import { PacketLog } from './packet-log.ts';
import { Projection } from './projection.ts';

/** Told in order, and never from inside a call to the runner. */
export interface PppRunnerHost {
  log(line: LogLine): void;
  event(event: LinkEvent): void;
  captured(frames: readonly CapturedFrame[], lost: number): void;
}

export class PppRunner {
  readonly #path: DataPath;
  readonly #link: Link;
  readonly #host: PppRunnerHost;
  readonly #tellings = new Mailbox<() => void>((tell) => {
    tell();
  });
  readonly #projection: Projection;
  readonly #packets: PacketLog;
  readonly #encryptionRequired: boolean;

  constructor(
    path: DataPath,
    options: LinkOptions,
    interfacePrefix: string,
    environment: Environment,
    host: PppRunnerHost,
  ) {
    this.#path = path;
    this.#host = host;
    this.#packets = new PacketLog(environment.clock, (line) => {
      this.#logLine(line);
    });
    this.#encryptionRequired = options.encryption === 'require' || options.encryption === 'maximum';
    this.#projection = new Projection(path, interfacePrefix, options.mru);
    this.#link = new PppLink(options, {
      ...environment,
      send: (protocol, information) => {
        this.#send(protocol, information);
      },
      framing: (send, receive) => {
        this.#framing(send, receive);
      },
      encryption: (keys) => {
        this.#encryption(keys);
      },
      emit: (event) => {
        this.#emit(event);
      },
    });
    // Before the first frame: where encryption is a must, no user packet crosses in clear, ever (RFC 3078 §9).
    this.#encryption(undefined);
  }

  /** The port is open: negotiation starts, with what the peer has sent already. */
  start(): void {
    this.#link.lowerUp();
    this.#path.listen({
      control: (protocol, information) => {
        this.#receive(protocol, information);
      },
      keyMismatch: (protocol) => {
        this.#link.keyMismatch(
          `decrypted packets carry protocols nobody speaks, the last 0x${protocol.toString(16).padStart(4, '0')}`,
        );
      },
      captured: (frames, lost) => {
        if (lost > 0) this.#log(`${String(lost)} events from the line were lost: this computer is too slow`);
        this.#host.captured(frames.map(withoutSecrets), lost);
      },
    });
  }

  /** Terminates the link politely; the event `down` follows. */
  close(text?: string): void {
    this.#link.close(text);
  }

  lowerDown(failure?: Failure): void {
    this.#link.lowerDown(failure);
  }

  retryWith(credentials: Credentials): void {
    this.#link.retryWith(credentials);
  }

  changePassword(newPassword: string): void {
    this.#link.changePassword(newPassword);
  }

  /** The interface gets what was agreed; throws SystemError. */
  project(agreement: LinkAgreement): { readonly tun: Tun; readonly mtu: number; readonly changed: boolean } {
    return this.#projection.apply(agreement);
  }

  /** A router on the way reported that packets inside this tunnel must not be longer. */
  limitMtu(mtu: number): void {
    if (this.#projection.limit(mtu))
      this.#log(`the path is narrower than the tunnel: MTU is now ${String(mtu)}`);
  }

  /** Releases the interface; no event is told afterwards. */
  dispose(): void {
    this.#tellings.close();
    // A link that was not asked to end still has timers.
    this.#link.lowerDown();
    this.#path.mute();
    this.#projection.close();
  }

  #log(text: string): void {
    this.#logLine({ layer: 'ppp', text });
  }

  #logLine(line: LogLine): void {
    this.#tellings.post(() => {
      this.#host.log(line);
    });
  }

  #send(protocol: number, information: Uint8Array): void {
    this.#packets.packet('sent', protocol, information);
    if (!this.#path.closed) this.#path.link.sendControl(protocol, information);
  }

  #receive(protocol: number, information: Uint8Array): void {
    this.#packets.packet('received', protocol, information);
    this.#link.receive(protocol, information);
  }

  #framing(send: Framing, receive: Framing): void {
    if (!this.#path.closed) this.#path.link.setFraming({ send, receive });
  }

  #encryption(keys: MppeKeys | undefined): void {
    try {
      // Once MPPE is agreed on, a packet in clear is a downgrade, whatever the policy was.
      const required = this.#encryptionRequired || keys !== undefined;
      if (!this.#path.closed) this.#path.link.setEncryption(keys ? { keys, required } : { required });
    } finally {
      keys?.send.fill(0);
      keys?.receive.fill(0);
    }
  }

  #emit(event: LinkEvent): void {
    // At once: not one more packet may pass under an agreement that has ended.
    if ((event.type === 'suspended' || event.type === 'down') && !this.#path.closed)
      this.#projection.suspend();
    if (event.type === 'log') this.#log(event.text);
    else {
      this.#tellings.post(() => {
        this.#host.event(event);
      });
    }
  }
}
