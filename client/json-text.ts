/** JSON as a person wrote it: parsed with the place of every value kept, so that an error can say where it is. */

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface ParsedJson {
  readonly value: unknown;
  /** Where the value at this path begins; for a missing one, where the nearest thing around it does. */
  placeOf(path: readonly PropertyKey[]): Place;
}

/** The text is not JSON. */
export class JsonSyntaxError extends Error {
  readonly place: Place;

  constructor(message: string, place: Place) {
    super(message);
    this.name = 'JsonSyntaxError';
    this.place = place;
  }
}

interface Node {
  readonly at: number;
  readonly value: unknown;
  readonly children?: ReadonlyMap<string, Node>;
}

const maximumDepth = 32;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- JSON forbids exactly these inside a string
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const words: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  place(at: number): Place {
    const before = this.#text.slice(0, at).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }

  whole(): Node {
    const node = this.#value(0);
    this.#blanks();
    if (this.#at < this.#text.length) this.#fail('the end of the file');
    return node;
  }

  #fail(expected: string): never {
    const found = this.#text[this.#at];
    const met = found === undefined ? 'the file ends' : `there is ${JSON.stringify(found)}`;
    throw new JsonSyntaxError(`${met} where ${expected} is expected`, this.place(this.#at));
  }

  #blanks(): void {
    while (/^[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  /** Takes the character when it is next. */
  #take(character: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #value(depth: number): Node {
    this.#blanks();
    const at = this.#at;
    if (depth > maximumDepth) throw new JsonSyntaxError('nested too deeply', this.place(at));
    if (this.#take('{')) return this.#object(at, depth);
    if (this.#take('[')) return this.#array(at, depth);
    if (this.#text[at] === '"') return { at, value: this.#string() };
    const digits = this.#match(number);
    if (digits !== undefined) return { at, value: Number(digits) };
    const word = this.#match(/[a-z]+/y);
    if (word !== undefined && Object.hasOwn(words, word)) return { at, value: words[word] };
    this.#at = at;
    return this.#fail('a value');
  }

  #string(): string {
    const start = this.#at;
    const found = this.#match(string);
    if (found !== undefined) return String(JSON.parse(found));
    // Say where it stops being a string: at the end of its line, or at the wrong escape.
    const rest = /^"(?:[^"\\\n]|\\.)*/.exec(this.#text.slice(start))?.[0] ?? '"';
    this.#at = start + rest.length;
    return this.#fail('the rest of a string');
  }

  #object(at: number, depth: number): Node {
    const children = new Map<string, Node>();
    if (!this.#take('}')) {
      do {
        this.#blanks();
        if (this.#text[this.#at] !== '"') this.#fail('a key in double quotes');
        const keyAt = this.#at;
        const key = this.#string();
        if (children.has(key))
          throw new JsonSyntaxError(`the key "${key}" is there twice`, this.place(keyAt));
        if (!this.#take(':')) this.#fail('":"');
        children.set(key, this.#value(depth + 1));
      } while (this.#take(','));
      if (!this.#take('}')) this.#fail('"," or "}"');
    }
    return { at, children, value: Object.fromEntries([...children].map(([key, { value }]) => [key, value])) };
  }

  #array(at: number, depth: number): Node {
    const items: Node[] = [];
    if (!this.#take(']')) {
      do items.push(this.#value(depth + 1));
      while (this.#take(','));
      if (!this.#take(']')) this.#fail('"," or "]"');
    }
    const children = new Map(items.map((item, index) => [String(index), item]));
    return { at, children, value: items.map(({ value }) => value) };
  }
}

/** Throws JsonSyntaxError. */
export function parseJson(text: string): ParsedJson {
  const parser = new Parser(text);
  const root = parser.whole();
  return {
    value: root.value,
    placeOf(path) {
      let node = root;
      for (const step of path) {
        const child = node.children?.get(String(step));
        if (child === undefined) break;
        node = child;
      }
      return parser.place(node.at);
    },
  };
}

/** `entries[0].device.kind` */
export const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
