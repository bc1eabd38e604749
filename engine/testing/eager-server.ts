/** A PPTP server whose first PPP packet overtakes its Outgoing-Call-Reply, which waits until it is asked for. */
import { createServer } from 'node:net';
import { Answering } from '../answer.ts';
import type { AnswerHost, Service } from '../answer-types.ts';
import { systemEnvironment } from '../environment.ts';
import { ControlChannel } from '../pptp/control-channel.ts';

export interface EagerServer {
  /** Sends the Outgoing-Call-Reply that has been held back. */
  reply(): void;
  close(): void;
}

const callId = 77;

/** Resolves once it listens; serves one caller. */
export function startEagerServer(address: string, service: Service, host: AnswerHost): Promise<EagerServer> {
  let reply = (): void => {
    throw new Error('nobody has asked for a call');
  };
  let hangUp = (): void => undefined;
  const server = createServer((socket) => {
    const channel = new ControlChannel(
      socket,
      { role: 'pac', hostName: 'eager', vendor: 'test', receiveWindow: 64, sendLinkInfo: false },
      systemEnvironment,
      (event) => {
        if (event.type !== 'call-requested') return;
        const { peerCallId } = event;
        const transport = { kind: 'gre', peer: socket.remoteAddress ?? '', callId, peerCallId } as const;
        const answering = new Answering(transport, service, host);
        hangUp = () => {
          answering.hangUp();
          channel.destroy();
        };
        reply = () => {
          channel.control.acceptCall(peerCallId, callId, 1_000_000);
        };
      },
    );
    channel.start();
  });
  return new Promise((resolve) => {
    server.listen(1723, address, () => {
      resolve({
        reply: () => {
          reply();
        },
        close: () => {
          hangUp();
          server.close();
        },
      });
    });
  });
}
