/** What one client is told, bounded: a client that reads too slowly loses frames first, then its connection. */
import type { Socket } from 'node:net';
import { frameHeader } from '../contract/framing.ts';
import type { EventBody, HelperEvent, HelperMessage } from '../contract/helper.ts';

const slow = 4_194_304;
const tooSlow = 16_777_216;
/** Frames in one message: well below the size limit whatever their length. */
const framesAtOnce = 200;

export class Outbox {
  readonly #socket: Socket;
  readonly #lost = new Map<number, number>();

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  send(message: HelperMessage): void {
    if (this.#socket.destroyed) return;
    if (this.#socket.writableLength > tooSlow) {
      this.#socket.destroy();
      return;
    }
    const body = Buffer.from(JSON.stringify(message));
    this.#socket.write(Buffer.concat([frameHeader(body.length), body]));
  }

  /** The last message: why the connection is being closed. */
  refuse(reason: string): void {
    this.send({ refused: reason });
    this.#socket.end();
    // A peer that never reads does not keep us: nothing is owed to it.
    this.#socket.destroySoon();
  }

  event(event: HelperEvent): void {
    if (event.event === 'captured') this.#captured(event.body);
    else this.send(event);
  }

  #captured(body: EventBody<'captured'>): void {
    let lost = body.lost + (this.#lost.get(body.call) ?? 0);
    if (this.#socket.writableLength > slow) {
      this.#lost.set(body.call, lost + body.frames.length);
      return;
    }
    this.#lost.delete(body.call);
    for (let at = 0; at < Math.max(1, body.frames.length); at += framesAtOnce) {
      this.send({
        event: 'captured',
        body: { ...body, lost, frames: body.frames.slice(at, at + framesAtOnce) },
      });
      lost = 0;
    }
  }
}
