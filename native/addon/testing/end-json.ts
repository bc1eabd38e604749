/** JSON with bytes in it, for the two sides of an `End`. */

export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item instanceof Uint8Array ? { hex: Buffer.from(item).toString('hex') } : item,
  );
}

export function fromJson(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && 'hex' in item
      ? new Uint8Array(Buffer.from(item.hex as string, 'hex'))
      : item,
  );
}
