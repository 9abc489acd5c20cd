const ASCII = /^[\0-\x7f]*$/;

/** Returns a text with composed characters (Unicode NFC): `é` is one character and not two. */
export function composeText(text: string): string {
  return ASCII.test(text) ? text : text.normalize('NFC');
}

/** Returns a JSON value with all its texts composed. Names of fields stay as they are. */
export function composeTexts(value: unknown): unknown {
  if (typeof value === 'string') return composeText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(composeTexts);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, composeTexts(part)]),
  );
}
