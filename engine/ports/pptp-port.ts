/** A tunnel to a PPTP server (RFC 2637), as the PNS: control connection, outgoing call, GRE. */
import { isIPv4 } from 'node:net';
import type { Socket } from 'node:net';
import type { Failure } from '../../protocol/failure.ts';
import type { CallUp, ControlEvent } from '../../protocol/pptp/control-types.ts';
import { DataPath } from '../data-path.ts';
import { connectTcp } from '../pptp/connect-tcp.ts';
import { reserveCallId } from '../pptp/call-ids.ts';
import type { CallId } from '../pptp/call-ids.ts';
import { ControlChannel } from '../pptp/control-channel.ts';
import {
  asFailure,
  greBlocked,
  greSocketFailure,
  lostFailure,
  nameFailure,
  serverFailure,
} from '../system-errors.ts';
import { GreWatch } from './gre-watch.ts';
import type { Port, PortHost } from './port.ts';

export interface PptpTarget {
  readonly host: string;
  readonly connectTimeout: number;
}

const pptpPort = 1723;
/** What we advertise and our GRE side can hold; Windows says the same. */
const receiveWindow = 64;
/** The last GRE packets say better why a call ended than the control connection, which is often faster: wait for them. */
const lastWordsTime = 200;
/** Milliseconds for each of Call-Clear and Stop-Control-Connection to be answered. */
const farewellTime = 1_000;

export class PptpPort implements Port {
  readonly #target: PptpTarget;
  readonly #host: PortHost;
  readonly #abort = new AbortController();
  readonly #gre: GreWatch;
  #server = '';
  #local: string | undefined;
  #channel: ControlChannel | undefined;
  #channelClosed = false;
  #callId: CallId | undefined;
  #callUp = false;
  #path: DataPath | undefined;
  #failureTold = false;
  #leaving = false;
  #endFailure: Failure | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(target: PptpTarget, host: PortHost) {
    this.#target = target;
    this.#host = host;
    this.#gre = new GreWatch(host.environment.clock);
  }

  /** Nobody types into a tunnel. */
  readonly terminal = undefined;

  get path() {
    return this.#path;
  }

  open(): void {
    this.#host.state('openPort', 'PPTP');
    this.#host.state('portOpened', 'PPTP');
    this.#host.state('connectDevice', this.#target.host);
    void this.#connect();
  }

  hangUp(): void {
    if (this.#leaving) return;
    this.#leaving = true;
    this.#abort.abort();
    if (!this.#channel || this.#channelClosed) {
      this.#finish();
      return;
    }
    if (!this.#callUp || !this.#callId) {
      this.#stop();
      return;
    }
    this.#channel.control.clearCall(this.#callId.value);
    this.#after(farewellTime, () => {
      this.#stop();
    });
  }

  close(): void {
    this.#leaving = true;
    this.#abort.abort();
    this.#cancelTimer?.();
    this.#path?.close();
    this.#channel?.destroy();
    this.#callId?.release();
    this.#callId = undefined;
  }

  async #connect(): Promise<void> {
    const addresses = await this.#addresses();
    let failure: Failure | undefined;
    for (const address of addresses) {
      const socket = await this.#reach(address);
      if (this.#leaving) {
        if (!('number' in socket)) socket.destroy();
        return;
      }
      if (!('number' in socket)) {
        this.#connected(socket, address);
        return;
      }
      this.#log(socket.cause);
      failure = socket;
    }
    if (failure) this.#failed(failure);
  }

  async #addresses(): Promise<readonly string[]> {
    const name = this.#target.host;
    if (isIPv4(name)) return [name];
    try {
      const addresses = (await this.#host.resolve(name)).filter((address) => isIPv4(address));
      if (addresses.length === 0) this.#failed(nameFailure(name, 'no IPv4 address, and PPTP needs one'));
      return addresses;
    } catch (reason) {
      this.#failed(nameFailure(name, reason));
      return [];
    }
  }

  async #reach(address: string): Promise<Socket | Failure> {
    const { clock } = this.#host.environment;
    if (this.#leaving) return serverFailure(new Error('given up'), address);
    try {
      await this.#host.reachServer(address);
    } catch (reason) {
      return asFailure(reason, 809, `There is no way to the VPN server ${address}.`);
    }
    try {
      this.#log(`connecting to ${address} port ${String(pptpPort)}`);
      return await connectTcp(address, pptpPort, this.#target.connectTimeout, clock, this.#abort.signal);
    } catch (error) {
      return serverFailure(error, address);
    }
  }

  #connected(socket: Socket, address: string): void {
    this.#server = address;
    this.#local = socket.localAddress;
    this.#channel = new ControlChannel(
      socket,
      { role: 'pns', hostName: 'local', vendor: 'Dial-Up Networking', receiveWindow, sendLinkInfo: true },
      this.#host.environment,
      (event) => {
        this.#heard(event);
      },
    );
    this.#channel.start();
  }

  #heard(event: ControlEvent): void {
    switch (event.type) {
      case 'ready':
        this.#log(`the server is "${event.peer.hostName}", ${event.peer.vendor || 'vendor unknown'}`);
        {
          this.#placeCall();
          return;
        }
      case 'call-up': {
        this.#call(event.call);
        return;
      }
      case 'call-down': {
        this.#callDown(event.failure);
        return;
      }
      case 'closed': {
        this.#controlClosed(event.failure);
        return;
      }
      case 'log': {
        this.#log(event.text);
        return;
      }
      case 'wan-errors': {
        this.#log(`the server counts line errors: ${JSON.stringify(event.errors)}`);
        return;
      }
      case 'link-info':
      case 'call-requested':
      case 'call-withdrawn':
        return;
    }
  }

  /** The GRE socket is open before the request goes out: some servers' first packets overtake their reply. */
  #placeCall(): void {
    if (this.#leaving || !this.#channel) return;
    this.#callId = reserveCallId(this.#server, this.#host.environment.random);
    const callId = this.#callId.value;
    try {
      this.#path = new DataPath(
        {
          kind: 'gre',
          peer: this.#server,
          callId,
          ...(this.#local === undefined ? {} : { local: this.#local }),
        },
        {
          opened: () => undefined,
          bytes: () => undefined,
          closed: (event) => {
            this.#failed(lostFailure(event));
          },
          icmp: (code, mtu) => {
            this.#icmp(code, mtu);
          },
        },
      );
    } catch (error) {
      this.#failed(greSocketFailure(error));
      return;
    }
    this.#channel.control.placeCall(callId);
  }

  #call(call: CallUp): void {
    const path = this.#path;
    if (this.#leaving || !path) return;
    this.#callUp = true;
    path.link.setPeerCallId(call.peerCallId);
    path.link.setPeerWindow(call.peerWindow);
    this.#host.state('deviceConnected', this.#server);
    const pathMtu = path.link.pathMtu();
    this.#host.ready({
      path,
      async: false,
      ...(pathMtu === undefined ? {} : { pathMtu }),
      speed: call.speed,
      server: this.#server,
      // The server has just answered on TCP: it is there, and GRE is what does not get through.
      silence: () => greBlocked(this.#gre.lastError ?? 'not one GRE packet came back'),
    });
  }

  #callDown(failure: Failure | undefined): void {
    this.#callUp = false;
    if (this.#leaving) {
      this.#stop();
      return;
    }
    this.#ended(failure);
  }

  #controlClosed(failure: Failure | undefined): void {
    this.#channelClosed = true;
    this.#callUp = false;
    if (this.#leaving) {
      this.#finish();
      return;
    }
    this.#ended(failure);
  }

  #ended(failure: Failure | undefined): void {
    const first = (this.#endFailure ??= failure ?? {
      number: 629,
      cause: 'The VPN server ended the connection.',
    });
    if (!this.#path) {
      this.#failed(first);
      return;
    }
    this.#after(lastWordsTime, () => {
      this.#failed(first);
    });
  }

  #icmp(code: string, mtu: number | undefined): void {
    const verdict = this.#gre.icmp(code, mtu, this.#path?.counters().framesReceived ?? 0);
    this.#host.log({ layer: 'gre', direction: 'received', text: `our packets are refused: ${code}` });
    if (verdict.type === 'blocked') this.#failed(verdict.failure);
    else if (verdict.type === 'narrow') this.#host.pathMtu(verdict.mtu);
  }

  #stop(): void {
    if (this.#channelClosed) {
      this.#finish();
      return;
    }
    this.#channel?.control.stop();
    this.#after(farewellTime, () => {
      this.#finish();
    });
  }

  #finish(): void {
    this.close();
    this.#host.closed();
  }

  #failed(failure: Failure): void {
    if (this.#failureTold || this.#leaving) return;
    this.#failureTold = true;
    this.#host.failed(failure);
  }

  #after(milliseconds: number, run: () => void): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#host.environment.clock.after(milliseconds, run);
  }

  #log(text: string): void {
    this.#host.log({ layer: 'pptp', text });
  }
}
