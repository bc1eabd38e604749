/** One PPP link in either role: LCP, authentication, encryption and network protocols, phase by phase (RFC 1661 §3). */
import { u32Bytes } from '../bytes.ts';
import type { Failure } from '../failure.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { AuthSuccess } from './auth/auth-types.ts';
import { methodOf } from './auth/index.ts';
import { AuthenticatePhase } from './authenticate-phase.ts';
import type { AuthenticateTask } from './authenticate-phase.ts';
import type { Ending } from './automaton/ending.ts';
import { Negotiator } from './automaton/negotiator.ts';
import { Code } from './control-packet.ts';
import { mustEncrypt } from './lcp/lcp-auth.ts';
import { defaultAccm, defaultMru } from './lcp/lcp-options.ts';
import { Keepalive } from './lcp/keepalive.ts';
import { Lcp } from './lcp/lcp.ts';
import { ProtocolRejecter } from './lcp/protocol-rejecter.ts';
import { linkFailure, lineLostOver } from './link-ending.ts';
import type { LinkStanding } from './link-ending.ts';
import { noKeys } from './link-failures.ts';
import type {
  Credentials,
  Framing,
  Link,
  LinkAgreement,
  LinkHost,
  LinkOptions,
  LinkPhase,
} from './link-types.ts';
import { NetworkPhase } from './network-phase.ts';
import { isControl, isNetworkControl, Protocol, protocolName } from './protocol-numbers.ts';

const defaultFraming: Framing = { accm: defaultAccm, pfc: false, acfc: false, mru: defaultMru };
const nothing = new Uint8Array(0);
const defaultRestart = 3000;
/** Renegotiations of LCP at once, and each minute; a peer that asks for more is not going to be satisfied. */
const renegotiations = 10;
const dataProtocols: readonly number[] = [Protocol.ip, Protocol.ipv6, Protocol.compressed];

export class PppLink implements Link {
  readonly #options: LinkOptions;
  readonly #host: LinkHost;
  readonly #lcp: Lcp;
  readonly #negotiator: Negotiator;
  readonly #keepalive: Keepalive;
  readonly #rejecter: ProtocolRejecter;
  readonly #network: NetworkPhase;
  readonly #renegotiations: TokenBucket;
  #authenticate: AuthenticatePhase | undefined;
  #success: AuthSuccess | undefined;
  #phase: LinkPhase = 'dead';
  #failure: Failure | undefined;
  #closing = false;
  #ended = false;
  #flowing = false;
  #wasUp = false;
  #keyed = false;

  constructor(options: LinkOptions, host: LinkHost) {
    this.#options = options;
    this.#host = host;
    const restart = options.restart ?? defaultRestart;
    const mru = (): number => this.#lcp.sending.mru;
    const log = (text: string): void => this.#emitLog(text);
    this.#renegotiations = new TokenBucket(host.clock, renegotiations, renegotiations / 60);
    this.#lcp = new Lcp(options, {
      random: host.random,
      reply: (code, id, data) => this.#negotiator.reply(code, id, data),
      protocolRejected: (protocol) => this.#protocolRejected(protocol),
      echoAnswered: () => this.#keepalive.answered(),
      codeRejected: (code) => {
        if (code === Code.echoRequest) this.#keepalive.stop();
      },
      opened: () => this.#lcpOpened,
      log: (text) => log(`LCP: ${text}`),
    });
    this.#negotiator = new Negotiator(this.#lcp, {
      clock: host.clock,
      restart,
      mru,
      send: (packet) => this.#send(Protocol.lcp, packet),
      layerUp: () => this.#lcpUp(),
      layerDown: () => this.#lcpDown(),
      layerFinished: (ending) => this.#lcpFinished(ending),
      log,
    });
    this.#keepalive = new Keepalive(options.echo, {
      clock: host.clock,
      echo: () => this.#negotiator.sendOwn(Code.echoRequest, u32Bytes(this.#lcp.magic)),
      dead: (unanswered) =>
        this.#fatal({
          number: 829,
          cause: 'The connection is dead: the other side no longer answers.',
          evidence: `LCP: ${unanswered} Echo-Requests in a row were not answered`,
        }),
    });
    this.#rejecter = new ProtocolRejecter(host.clock, {
      mru,
      send: (data) => this.#negotiator.sendOwn(Code.protocolReject, data),
    });
    this.#network = new NetworkPhase(options, {
      clock: host.clock,
      random: host.random,
      restart,
      mru,
      send: (protocol, information) => this.#send(protocol, information),
      encryption: (keys) => {
        this.#keyed = true;
        host.encryption(keys);
      },
      up: () => this.#networkUp(),
      suspended: () => this.#suspend('network'),
      failed: (failure) => this.#fatal(failure),
      log,
    });
  }

  get phase(): LinkPhase {
    return this.#phase;
  }

  lowerUp(): void {
    if (this.#ended || this.#phase !== 'dead') return;
    this.#host.framing(defaultFraming, this.#lcp.listening);
    this.#enter('establish');
    this.#negotiator.open();
    this.#negotiator.up();
  }

  lowerDown(failure?: Failure): void {
    if (this.#ended) return;
    const told = this.#failure ?? this.#peerSaid();
    if (told !== undefined || this.#closing) this.#end(told);
    else this.#end(this.#lineLost(failure));
  }

  #lineLost(failure: Failure | undefined): Failure {
    const lost = failure ?? {
      number: 629,
      cause: 'The line was disconnected by the other side.',
      evidence: `the line went away in phase ${this.#phase}`,
    };
    return lineLostOver(this.#standing, lost.evidence) ?? lost;
  }

  close(text = 'User request'): void {
    if (this.#ended || this.#closing) return;
    this.#closing = true;
    if (this.#phase === 'dead') {
      this.#end(this.#failure);
      return;
    }
    this.#terminate(text);
  }

  receive(protocol: number, information: Uint8Array): void {
    if (this.#ended) return;
    if (protocol === Protocol.lcp) {
      this.#negotiator.receive(information);
      return;
    }
    // Nothing else is meaningful before LCP is Opened, or while the link is going down (RFC 1661 §3.4, §3.7).
    if (!this.#lcpOpened || this.#failure !== undefined) return;
    if (protocol === this.#authenticate?.protocol) {
      this.#authenticate.receive(information);
      return;
    }
    if (isNetworkControl(protocol)) this.#authenticate?.networkSeen();
    if (!this.#network.receive(protocol, information) && !this.#isData(protocol)) {
      this.#rejecter.reject(protocol, this.#wasEncrypted(protocol) ? nothing : information);
    }
  }

  retryWith(credentials: Credentials): void {
    this.#authenticate?.retryWith(credentials);
  }

  changePassword(newPassword: string): void {
    this.#authenticate?.changePassword(newPassword);
  }

  keyMismatch(evidence: string): void {
    if (this.#ended) return;
    this.#fatal({
      number: 768,
      cause: 'The two sides derived different encryption keys, so nothing that arrives can be read.',
      evidence,
    });
  }

  get #lcpOpened(): boolean {
    return this.#negotiator.state === 'Opened';
  }

  // LCP.

  #lcpUp(): void {
    this.#host.framing(this.#lcp.sending, this.#lcp.receiving);
    this.#keepalive.start();
    const task = this.#authenticateTask();
    if (task === undefined) {
      this.#networkPhase();
      return;
    }
    this.#enter('authenticate');
    this.#authenticate = new AuthenticatePhase(task, {
      clock: this.#host.clock,
      random: this.#host.random,
      keysNeeded: mustEncrypt(this.#options.encryption),
      send: (protocol, information) => this.#send(protocol, information),
      authenticating: (method) => this.#host.emit({ type: 'authenticating', method }),
      authenticated: (success) => {
        this.#success = success;
        this.#host.emit({ type: 'authenticated', method: success.name, user: success.user });
        this.#networkPhase();
      },
      retry: (failure) => this.#host.emit({ type: 'retry', failure }),
      passwordExpired: (failure) => this.#host.emit({ type: 'password-expired', failure }),
      failed: (failure) => this.#fatal(failure, 'Authentication failed'),
      log: (text) => this.#emitLog(text),
    });
    this.#authenticate.start();
  }

  #authenticateTask(): AuthenticateTask | undefined {
    const { calling, answering, role } = this.#options;
    const option = role === 'calling' ? this.#lcp.peerAgreed.auth : this.#lcp.agreed.auth;
    const method = option === undefined ? undefined : methodOf(option);
    if (method === undefined) return undefined;
    if (role === 'calling') return calling === undefined ? undefined : { role, method, calling };
    return answering === undefined ? undefined : { role, method, answering };
  }

  /** Either LCP negotiates anew, and everything above it starts over, or the link is on its way down. */
  #lcpDown(): void {
    if (this.#ended) return;
    const { state } = this.#negotiator;
    const over = state === 'Stopping' || state === 'Closing' || state === 'Starting';
    if (over) this.#failure ??= this.#peerSaid();
    this.#suspend(over ? 'terminate' : 'establish');
    this.#stopUpperLayers();
    if (over) return;
    this.#host.framing(defaultFraming, this.#lcp.listening);
    if (this.#keyed) {
      this.#keyed = false;
      this.#host.encryption(undefined);
    }
    if (!this.#renegotiations.take()) {
      // The automaton is in the middle of a step: close from outside it.
      this.#failure ??= {
        number: 732,
        cause: 'The other side keeps starting the negotiation anew.',
        evidence: `LCP: more than ${renegotiations} renegotiations within a minute`,
      };
      this.#host.clock.after(0, () => this.#terminate('too many renegotiations'));
    }
  }

  #lcpFinished(ending: Ending): void {
    this.#end(this.#failure ?? (this.#closing ? undefined : this.#failureOf(ending)));
  }

  /** What a Terminate-Request of the peer, if there was one, means. */
  #peerSaid(): Failure | undefined {
    const { ending } = this.#negotiator;
    return ending === undefined || this.#closing ? undefined : this.#failureOf(ending);
  }

  #failureOf(ending: Ending): Failure | undefined {
    return linkFailure(ending, this.#standing);
  }

  get #standing(): LinkStanding {
    return { wasUp: this.#wasUp, auth: this.#lcp.auth, network: this.#network };
  }

  #protocolRejected(protocol: number): void {
    if (protocol === this.#authenticate?.protocol) {
      this.#fatal({
        number: 917,
        cause: 'The other side does not speak the authentication protocol it agreed to.',
        evidence: `LCP Protocol-Reject of ${protocolName(protocol)}`,
      });
    } else this.#network.protocolRejected(protocol);
  }

  /**
   * Rejects travel in clear. A copy of what came encrypted would give its plain text away, and MPPE has no integrity: who
   * flips the right bits makes any packet one of a protocol nobody speaks.
   */
  #wasEncrypted(protocol: number): boolean {
    return this.#keyed && !isControl(protocol);
  }

  /** User data that comes too early, or is the data path's to judge, is dropped without a word. */
  #isData(protocol: number): boolean {
    return dataProtocols.includes(protocol);
  }

  // Authentication is over.

  #networkPhase(): void {
    const keys = this.#success?.keys;
    if (mustEncrypt(this.#options.encryption) && keys === undefined) {
      const name = this.#success?.name;
      const evidence = name === undefined ? 'there was no authentication' : `authenticated with ${name}`;
      this.#fatal(noKeys(evidence), 'MPPE required but no keys are available');
      return;
    }
    this.#enter('network');
    this.#network.start(keys);
  }

  #networkUp(): void {
    this.#flowing = true;
    this.#wasUp = true;
    this.#enter('opened');
    const agreement: LinkAgreement = {
      ...(this.#success === undefined ? {} : { authentication: this.#success.name }),
      ...this.#network.agreed,
      send: this.#lcp.sending,
      receive: this.#lcp.receiving,
    };
    this.#host.emit({ type: 'up', agreement });
  }

  #suspend(next: LinkPhase): void {
    if (this.#flowing) {
      this.#flowing = false;
      this.#host.emit({ type: 'suspended' });
    }
    this.#enter(next);
  }

  // The end.

  /** Ends the link because of `failure`; the first one told is the one that counts. */
  #fatal(failure: Failure, text: string = failure.cause): void {
    if (this.#ended || this.#failure !== undefined || this.#closing) return;
    this.#failure = failure;
    this.#terminate(text);
  }

  #terminate(text: string): void {
    if (this.#ended) return;
    this.#suspend('terminate');
    this.#stopUpperLayers();
    this.#negotiator.close(text);
  }

  #stopUpperLayers(): void {
    this.#keepalive.stop();
    this.#authenticate?.stop();
    this.#authenticate = undefined;
    this.#success = undefined;
    this.#network.stop();
  }

  #end(failure: Failure | undefined): void {
    this.#ended = true;
    this.#suspend('dead');
    this.#stopUpperLayers();
    this.#negotiator.down();
    this.#host.emit(failure === undefined ? { type: 'down' } : { type: 'down', failure });
  }

  #enter(phase: LinkPhase): void {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#host.emit({ type: 'phase', phase });
  }

  #send(protocol: number, information: Uint8Array): void {
    if (!this.#ended) this.#host.send(protocol, information);
  }

  #emitLog(text: string): void {
    if (!this.#ended) this.#host.emit({ type: 'log', text });
  }
}
