/** JSON lines between a program and the ones it has started: one object a line, nothing else. */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** No message of ours is longer; a line that is ends the conversation. */
const longestLine = 1 << 20;

export type JsonObject = Readonly<Record<string, unknown>>;

export function writeLine(stream: Writable, message: JsonObject): void {
  stream.write(`${JSON.stringify(message)}\n`);
}

/** `ended` is called once, when the stream is over. A line that is no JSON object is handed to `stray`. */
export function readLines(
  stream: Readable,
  handlers: { message(message: JsonObject): void; stray(line: string): void; ended(): void },
): void {
  const lines = createInterface({ input: stream, crlfDelay: Infinity });
  lines.on('line', (line) => {
    const message = line.length <= longestLine ? parseObject(line) : undefined;
    if (message === undefined) handlers.stray(line);
    else handlers.message(message);
  });
  lines.on('close', () => {
    handlers.ended();
  });
}

/** Undefined for what is no JSON object. */
export function parseObject(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}
