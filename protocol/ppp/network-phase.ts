/**
 * The network phase (RFC 1661 §3.6): CCP first where encryption is wanted, then IPCP and IPV6CP side by side; decides
 * when user data may flow, and when there is no sense in going on.
 */
import type { Clock, Random } from '../clock.ts';
import type { Failure } from '../failure.ts';
import type { MppeKeySource } from './auth/auth-types.ts';
import type { NegotiatorHost } from './automaton/negotiator.ts';
import { asksForMppe, Ccp, encryptionRefused, encryptionReopened } from './ccp/ccp.ts';
import { ControlProtocol } from './control-protocol.ts';
import { Code } from './control-packet.ts';
import { Ipcp } from './ipcp/ipcp.ts';
import { Ipv6cp } from './ipv6cp/ipv6cp.ts';
import { mustEncrypt } from './lcp/lcp-auth.ts';
import { ccpEvidence, networkFailure } from './link-failures.ts';
import type { LinkAgreement, LinkOptions, MppeBits, MppeKeys } from './link-types.ts';
import { Protocol } from './protocol-numbers.ts';

export interface NetworkHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly restart: number;
  mru(): number;
  send(protocol: number, information: Uint8Array): void;
  encryption(keys: MppeKeys): void;
  /** User data may flow; told again whenever what was agreed changes. */
  up(): void;
  /** User data must stop until the next `up`. */
  suspended(): void;
  failed(failure: Failure): void;
  log(text: string): void;
}

export class NetworkPhase {
  readonly #host: NetworkHost;
  readonly #required: boolean;
  readonly #ccp: ControlProtocol<Ccp> | undefined;
  readonly #ipcp: ControlProtocol<Ipcp> | undefined;
  readonly #ipv6cp: ControlProtocol<Ipv6cp> | undefined;
  readonly #networks: readonly ControlProtocol[];
  /** Configure-Requests that came before their protocol was started, latest of each. */
  readonly #early = new Map<number, Uint8Array>();
  #running = false;
  #networksStarted = false;
  #keys: MppeKeySource | undefined;
  #bits: 0 | MppeBits = 0;
  /** User data may have been encrypted already. */
  #keysUsed = false;
  #up = false;
  #changed = false;
  /** With the network protocols that are still being negotiated while the main one is up. */
  #patience: 'unused' | 'running' | 'over' = 'unused';
  #cancelWaits: (() => void)[] = [];
  #peerWantsEncryption = false;

  constructor(options: LinkOptions, host: NetworkHost) {
    this.#host = host;
    const { encryption, ipv4, ipv6, role } = options;
    this.#required = mustEncrypt(encryption);
    if (encryption !== 'none') this.#ccp = this.#createCcp(encryption);
    if (ipv4 !== undefined) this.#ipcp = this.#createNetwork(Protocol.ipcp, new Ipcp(ipv4, role));
    if (ipv6 !== undefined) {
      this.#ipv6cp = this.#createNetwork(Protocol.ipv6cp, new Ipv6cp(ipv6.interfaceId, host.random));
    }
    this.#networks = [this.#ipcp, this.#ipv6cp].filter((network) => network !== undefined);
  }

  get agreed(): Pick<LinkAgreement, 'encryptionBits' | 'ipv4' | 'ipv6'> {
    const ipv4 = this.#ipcp?.standing.type === 'opened' ? this.#ipcp.negotiable.agreed : undefined;
    const ipv6 = this.#ipv6cp?.standing.type === 'opened' ? this.#ipv6cp.negotiable.agreed : undefined;
    return {
      encryptionBits: this.#bits,
      ...(ipv4 === undefined ? {} : { ipv4 }),
      ...(ipv6 === undefined ? {} : { ipv6 }),
    };
  }

  /** The peer tried to negotiate MPPE though we do none, or have no keys for it. */
  get peerWantsEncryption(): boolean {
    return this.#peerWantsEncryption;
  }

  /** We insist on encryption and have not got it yet; what the peer last said about it, for a hang-up in the middle. */
  get encryptionAwaited(): { readonly said: string | undefined } | undefined {
    if (!this.#running || !this.#required || this.#bits !== 0) return undefined;
    return { said: this.#ccp?.negotiable.evidence };
  }

  /** `keys` where the logon yielded them. A peer that must encrypt and cannot is the caller's business. */
  start(keys: MppeKeySource | undefined): void {
    this.#running = true;
    this.#keys = keys;
    if (this.#ccp === undefined || keys === undefined) {
      this.#startNetworks();
      return;
    }
    this.#ccp.start();
    this.#replay(this.#ccp);
    // Without a need for encryption, a peer that ignores CCP shall not hold us up.
    if (!this.#required) this.#wait(() => this.#startNetworks());
  }

  /** LCP is no longer Opened. */
  stop(): void {
    this.#running = false;
    this.#networksStarted = false;
    this.#up = false;
    this.#keysUsed = false;
    this.#bits = 0;
    this.#keys = undefined;
    this.#patience = 'unused';
    this.#peerWantsEncryption = false;
    this.#early.clear();
    for (const cancel of this.#cancelWaits.splice(0)) cancel();
    this.#ccp?.stop();
    for (const network of this.#networks) network.stop();
  }

  /** False when nobody here speaks this protocol. */
  receive(protocol: number, information: Uint8Array): boolean {
    const control = this.#speaker(protocol);
    if (control === undefined) {
      if (protocol === Protocol.ccp) this.#peerWantsEncryption ||= asksForMppe(information);
      return false;
    }
    if (control.standing.type === 'idle') {
      if (information[0] === Code.configureRequest) this.#early.set(protocol, information.slice());
    } else control.negotiator.receive(information);
    return true;
  }

  protocolRejected(protocol: number): void {
    const control = this.#speaker(protocol);
    if (control === undefined || !this.#running || control.standing.type === 'failed') return;
    control.rejectedByPeer();
    if (control === this.#ccp) this.#withoutEncryption('LCP Protocol-Reject of CCP');
    else this.#evaluate();
  }

  #speaker(protocol: number): ControlProtocol | undefined {
    if (protocol === Protocol.ccp) {
      return this.#running && this.#keys === undefined ? undefined : this.#ccp;
    }
    return this.#networks.find((network) => network.protocol === protocol);
  }

  #startNetworks(): void {
    if (!this.#running || this.#networksStarted) return;
    this.#networksStarted = true;
    for (const network of this.#networks) {
      network.start();
      this.#replay(network);
    }
    this.#evaluate();
  }

  #replay(control: ControlProtocol): void {
    const information = this.#early.get(control.protocol);
    this.#early.delete(control.protocol);
    if (information !== undefined) control.negotiator.receive(information);
  }

  #wait(then: () => void): void {
    this.#cancelWaits.push(this.#host.clock.after(this.#host.restart, then));
  }

  // Encryption.

  #createCcp(policy: 'optional' | 'require' | 'maximum'): ControlProtocol<Ccp> {
    const ccp: Ccp = new Ccp(policy, {
      clock: this.#host.clock,
      reply: (code, id, data) => control.negotiator.reply(code, id, data),
      opened: () => control.negotiator.state === 'Opened',
    });
    const control = new ControlProtocol<Ccp>(Protocol.ccp, ccp, {
      ...this.#negotiatorHost(Protocol.ccp),
      layerUp: () => this.#ccpUp(control),
      layerDown: () => this.#ccpDown(control),
      layerFinished: (ending) => {
        control.standing = { type: 'failed', failure: networkFailure('CCP', ending) };
        this.#withoutEncryption(ccpEvidence(ending, ccp.evidence));
      },
    });
    return control;
  }

  /** Keys are in place before any network protocol can open, and before user data flows again. */
  #ccpUp(control: ControlProtocol<Ccp>): void {
    const bits = control.negotiable.agreed;
    control.standing = { type: 'opened' };
    if (bits === 0 || this.#keys === undefined) {
      this.#withoutEncryption(control.negotiable.evidence ?? 'CCP opened without MPPE in both directions');
      if (control.negotiable.lopsided) control.negotiator.close('MPPE was not agreed in both directions');
      return;
    }
    this.#bits = bits;
    this.#changed = true;
    this.#host.encryption({ bits, ...this.#keys(bits) });
    this.#startNetworks();
    this.#evaluate();
  }

  /**
   * Once data has been encrypted, what was agreed is kept or the link ends. Another negotiation would start from the same
   * keys, so that two packets share a key stream; for new keys there has to be a new logon. The keys stay in place until
   * the very end: not a byte may cross in clear.
   */
  #ccpDown(control: ControlProtocol<Ccp>): void {
    if (!this.#running) return;
    control.standing = { type: 'pending' };
    if (control.negotiator.state === 'Stopping') {
      const ending = control.negotiator.ending ?? { cause: 'closed' };
      this.#withoutEncryption(ccpEvidence(ending, undefined));
    } else if (this.#keysUsed) this.#fail(encryptionReopened);
    else this.#evaluate();
  }

  /** There is none, or none any more: a link that was encrypted once is never continued in clear. */
  #withoutEncryption(evidence: string): void {
    if (!this.#running) return;
    if (this.#required || this.#bits !== 0) this.#fail(encryptionRefused(evidence));
    else {
      this.#host.log(`CCP: continuing without encryption (${evidence})`);
      this.#startNetworks();
    }
  }

  // Network protocols.

  #createNetwork<N extends Ipcp | Ipv6cp>(protocol: number, negotiable: N): ControlProtocol<N> {
    const control = new ControlProtocol<N>(protocol, negotiable, {
      ...this.#negotiatorHost(protocol),
      layerUp: () => {
        control.standing = { type: 'opened' };
        this.#changed = true;
        this.#evaluate();
      },
      layerDown: () => {
        if (!this.#running) return;
        control.standing = { type: 'pending' };
        this.#changed = true;
        this.#evaluate();
      },
      layerFinished: (ending) => {
        control.standing = { type: 'failed', failure: networkFailure(negotiable.name, ending) };
        this.#evaluate();
      },
    });
    return control;
  }

  #negotiatorHost(protocol: number): Pick<NegotiatorHost, 'clock' | 'restart' | 'mru' | 'send' | 'log'> {
    return {
      clock: this.#host.clock,
      restart: this.#host.restart,
      mru: () => this.#host.mru(),
      send: (packet) => {
        if (this.#running) this.#host.send(protocol, packet);
      },
      log: (text) => this.#host.log(text),
    };
  }

  /** Compares what stands with what was told, and tells the difference. */
  #evaluate(): void {
    if (!this.#running || !this.#networksStarted) return;
    const [main] = this.#networks;
    if (main === undefined || this.#networks.every(({ standing }) => standing.type === 'failed')) {
      this.#fail(this.#nothingLeft());
      return;
    }
    const opened = this.#networks.some(({ standing }) => standing.type === 'opened');
    if (this.#mayFlow(main, opened)) {
      if (this.#up && !this.#changed) return;
      this.#up = true;
      this.#changed = false;
      this.#keysUsed ||= this.#bits !== 0;
      this.#host.up();
      return;
    }
    if (this.#up) {
      this.#up = false;
      this.#host.suspended();
    }
    if (main.standing.type === 'opened' && this.#patience === 'unused') {
      this.#patience = 'running';
      this.#wait(() => {
        this.#patience = 'over';
        this.#evaluate();
      });
    }
  }

  /** The first protocol decides; the others are waited for, but not for long. */
  #mayFlow(main: ControlProtocol, opened: boolean): boolean {
    const rekeying = this.#bits !== 0 && this.#ccp?.standing.type !== 'opened';
    if (!opened || rekeying || main.standing.type === 'pending') return false;
    if (this.#up || this.#patience === 'over' || main.standing.type === 'failed') return true;
    return this.#networks.every(({ standing }) => standing.type !== 'pending');
  }

  #nothingLeft(): Failure {
    const failures = this.#networks.flatMap(({ standing }) =>
      standing.type === 'failed' ? [standing.failure] : [],
    );
    const [first] = failures;
    if (first !== undefined && (failures.length === 1 || failures.some(({ number }) => number !== 733))) {
      return failures.find(({ number }) => number !== 733) ?? first;
    }
    return {
      number: 720,
      cause: 'The two sides have no network protocol in common.',
      evidence: failures.map(({ evidence }) => evidence).join('; ') || 'no network protocol is configured',
    };
  }

  #fail(failure: Failure): void {
    if (!this.#running) return;
    this.#running = false;
    this.#host.failed(failure);
  }
}
