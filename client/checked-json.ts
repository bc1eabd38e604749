/** A JSON file of the user's against its schema; what is wrong is told with file, line, column and key. */
import type { z } from '../contract/zod.ts';
import { failure } from './errors.ts';
import { JsonSyntaxError, parseJson, pathText } from './json-text.ts';

export interface ErrorNumbers {
  /** The text is not JSON. */
  readonly syntax: number;
  /** It is, and says something that makes no sense. */
  readonly content: number;
}

/** Throws a DialFailure. `what` names the file's kind in the message. */
export function checkedJson<Schema extends z.ZodType>(
  text: string,
  path: string,
  what: string,
  schema: Schema,
  numbers: ErrorNumbers,
): z.output<Schema> {
  let parsed: ReturnType<typeof parseJson>;
  try {
    parsed = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const { line, column } = error.place;
    throw failure(
      numbers.syntax,
      `The ${what} is not valid JSON.`,
      `${path}:${line}:${column}: ${error.message}`,
    );
  }
  const checked = schema.safeParse(parsed.value);
  if (checked.success) return checked.data;
  const issue = innermost(checked.error.issues[0]);
  const { line, column } = parsed.placeOf(issue?.path ?? []);
  throw failure(
    numbers.content,
    `The ${what} says something that makes no sense.`,
    `${path}:${line}:${column}: ${pathText(issue?.path ?? [])}: ${issue?.message ?? 'is not valid'}`,
  );
}

interface Issue {
  readonly path: PropertyKey[];
  readonly message: string;
}

/** Of the alternatives of a union, the complaint that lies deepest says most. */
function innermost(issue: z.core.$ZodIssue | undefined): Issue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const within = issue.errors.flat().map((each) => innermost(each));
  const deepest = within.reduce(
    (best, each) => ((each?.path.length ?? 0) > (best?.path.length ?? 0) ? each : best),
    undefined,
  );
  return deepest === undefined ? issue : { path: [...issue.path, ...deepest.path], message: deepest.message };
}
