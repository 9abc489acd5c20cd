/** Values that differ from run to run: IDs, codes, times, links, numbers. */
const VARYING: [RegExp, string][] = [
  [/\bGS-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, '<reference>'],
  [/LPA:1\$[^\s"]+/g, '<activation code>'],
  [/(https?:\/\/)[^\s"]+/g, '<address>'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<id>'],
  [/\bwhsec_[\w+/=]+/g, '<secret>'],
  [/\b[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}/g, '<token>'],
  [/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g, '<time>'],
  [/\bgs[kot]_[\w-]+/g, '<key>'],
  [/\d+(\.\d+)?/g, '<number>'],
];

/**
 * Returns how an answer differs from what a page shows; nothing if it does not. In JSON, every
 * field of the page must be there with a value of the same kind, since pages leave fields out.
 */
export function differences(shown: { language: string; text: string }, output: string): string[] {
  if (shown.language !== 'json') {
    const [page, run] = [shown.text, output].map((text) => generalize(text.trim()));
    return page === run ? [] : [`the page shows\n${page}\nand the run prints\n${run}`];
  }
  const actual = parse(output);
  if (actual === undefined) return [`the run prints no JSON: ${output}`];
  return compare(JSON.parse(shown.text), actual, '');
}

function generalize(text: string): string {
  return VARYING.reduce((sofar, [pattern, name]) => sofar.replaceAll(pattern, name), text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function compare(shown: unknown, actual: unknown, at: string): string[] {
  if (typeof shown === 'string' && typeof actual === 'string') {
    const [page, run] = [generalize(shown), generalize(actual)];
    return page === run ? [] : [`${at || 'the answer'} is ${actual}`];
  }
  if (Array.isArray(shown) && Array.isArray(actual)) {
    if (actual.length < shown.length) return [`${at} has ${actual.length} entries`];
    return shown.flatMap((each, index) => compare(each, actual[index], `${at}[${index}]`));
  }
  if (isObject(shown) && isObject(actual)) {
    return Object.entries(shown).flatMap(([name, value]) =>
      name in actual ? compare(value, actual[name], `${at}.${name}`) : [`${at}.${name} is missing`],
    );
  }
  const isSame = typeof shown === typeof actual && (shown === null) === (actual === null);
  const isEqual = typeof shown !== 'boolean' || shown === actual;
  return isSame && isEqual ? [] : [`${at || 'the answer'} is ${JSON.stringify(actual)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
