/**
 * A file of the user's choices: what it leaves out has its usual value, keys of another version are let pass and kept when it
 * is written again, and what makes no sense is told with its place.
 */
import { rename } from 'node:fs/promises';
import { z } from '../contract/zod.ts';
import { atomicWrite } from './atomic-write.ts';
import { checkedJson } from './checked-json.ts';
import { failure, textOf } from './errors.ts';
import { isRecord, merge } from './foreign-keys.ts';
import { readUserFile } from './user-file.ts';

const maximumSize = 1_048_576;

export interface ConfigFile<T> {
  /** "settings", for messages. */
  readonly what: string;
  readonly schema: z.ZodType<T>;
  /** What a missing file means; the first of a list stands for what is left out in each of it. */
  readonly defaults: T;
}

/** `value` with the keys it leaves out. */
function completed(value: unknown, model: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(model))
    return value.map((item: unknown) => completed(item, model[0]));
  if (!isRecord(value) || !isRecord(model)) return value;
  const filled = Object.entries(model).map(([key, usual]) => [
    key,
    key in value ? completed(value[key], usual) : usual,
  ]);
  return { ...value, ...Object.fromEntries(filled) };
}

/** `value` without the keys the schema refuses. */
function understood(value: unknown, schema: z.ZodType): unknown {
  const checked = schema.safeParse(value);
  if (checked.success) return value;
  const copy: unknown = structuredClone(value);
  for (const issue of checked.error.issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const holder = issue.path.reduce<unknown>(
      (at, step) => (Array.isArray(at) || isRecord(at) ? (at as Record<PropertyKey, unknown>)[step] : at),
      copy,
    );
    if (isRecord(holder)) for (const key of issue.keys) Reflect.deleteProperty(holder, key);
  }
  return copy;
}

const textOfFile = (path: string, what: string): Promise<string | undefined> =>
  readUserFile(path, { what: `${what} file`, maximumSize });

/** Rejects with a DialFailure: 621 cannot be opened, 622 is not JSON, 625 makes no sense. */
export async function readConfig<T>(path: string, { what, schema, defaults }: ConfigFile<T>): Promise<T> {
  const text = await textOfFile(path, what);
  if (text === undefined) return defaults;
  const lenient = z.preprocess((value) => understood(completed(value, defaults), schema), schema);
  return checkedJson(text, path, `${what} file`, lenient, { syntax: 622, content: 625 });
}

/** Rejects with a DialFailure (624). A file that made no sense is kept beside as `….broken`. */
export async function saveConfig<T>(path: string, { what, schema }: ConfigFile<T>, now: T): Promise<void> {
  const checked: unknown = schema.parse(now);
  try {
    let merged: unknown = checked;
    const text = await textOfFile(path, what);
    if (text !== undefined) {
      const before = parsed(text);
      const known = before && understood(before, schema);
      if (before && isRecord(known) && isRecord(checked)) merged = merge(before, known, checked);
      else await rename(path, `${path}.broken`);
    }
    await atomicWrite(path, `${JSON.stringify(merged, undefined, 2)}\n`);
  } catch (error) {
    throw failure(624, `The ${what} file ${path} could not be written.`, textOf(error));
  }
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
