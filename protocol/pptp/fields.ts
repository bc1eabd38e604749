/** Message bodies as tables of fields: where each lies, and how it is read and written (RFC 2637 §2). */
import { readText, textLength, writeText } from './header.ts';
import type { BodyCodec, MessageType } from './header.ts';

export interface Field<T> {
  read(view: DataView): T;
  write(view: DataView, value: T): void;
}

/** One octet. */
export const octet = (at: number): Field<number> => ({
  read: (view) => view.getUint8(at),
  write: (view, value) => view.setUint8(at, value),
});

/** Two octets. */
export const word = (at: number): Field<number> => ({
  read: (view) => view.getUint16(at),
  write: (view, value) => view.setUint16(at, value),
});

/** Four octets. */
export const long = (at: number): Field<number> => ({
  read: (view) => view.getUint32(at),
  write: (view, value) => view.setUint32(at, value),
});

export const text = (at: number, size: number = textLength): Field<string> => ({
  read: (view) => readText(view, at, size),
  write: (view, value) => writeText(view, at, size, value),
});

/** A text whose length stands in a field of its own, and may claim too much. */
export const countedText = (lengthAt: number, at: number): Field<string> => ({
  read: (view) => readText(view, at, Math.min(view.getUint16(lengthAt), textLength)),
  write(view, value) {
    view.setUint16(lengthAt, value.length);
    writeText(view, at, textLength, value);
  },
});

type Fields<M> = { readonly [K in keyof M]: Field<M[K]> };

/** Several fields that make one value. */
export function group<M extends object>(fields: Fields<M>): Field<M> {
  const names = Object.keys(fields) as (keyof M)[];
  return {
    // One entry for each key of M, of that key's type; `fromEntries` cannot say so.
    read: (view) => Object.fromEntries(names.map((name) => [name, fields[name].read(view)])) as M,
    write(view, value) {
      for (const name of names) fields[name].write(view, value[name]);
    },
  };
}

export function bodyCodec<M extends { readonly type: MessageType }>(
  type: M['type'],
  fields: Fields<Omit<M, 'type'>>,
): BodyCodec<M> {
  const body = group(fields);
  return {
    // What a message is apart from its type, and the type: the message.
    decode: (view) => ({ type, ...body.read(view) }) as M,
    encode: (message, view) => body.write(view, message),
  };
}
