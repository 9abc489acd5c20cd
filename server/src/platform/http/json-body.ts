import { isUtf8 } from 'node:buffer';
import { composeTexts } from '../../kernel/compose.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';

export const MAX_BODY_BYTES = 256 * 1024;
/** Deeper than the body of any operation, and shallow enough for code that recurses. */
const MAX_BODY_DEPTH = 32;

const ASCII = /^[\0-\x7f]*$/;
const UNUSABLE = /[\0\p{Surrogate}]/u;

/**
 * Returns the JSON value of a body, its texts composed (NFC); undefined for an empty one or `null`.
 * Throws `invalid_request` for bytes that are not UTF-8, text that is not JSON, nesting beyond
 * `MAX_BODY_DEPTH`, and strings with NUL characters or unpaired surrogates.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  const text = decodeBody(bytes);
  if (text.trim() === '') return undefined;
  refuseDeep(text);
  const value = parseJson(text, 'The body is not valid JSON.');
  const hasEscapes = text.includes('\\u');
  // Both come through escapes only: raw control characters and raw surrogates are refused above.
  if (hasEscapes) refuseUnusableText(value, '');
  // Decomposed texts would not be found again by their composed forms.
  const composed = hasEscapes || !ASCII.test(text) ? composeTexts(value) : value;
  return composed ?? undefined;
}

/** Returns the text of a body, without a byte order mark. Refuses bytes that are not UTF-8. */
export function decodeBody(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw invalidBody('The body is not valid UTF-8.');
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Throws `invalid_request` for nesting beyond `MAX_BODY_DEPTH`. */
export function refuseDeep(text: string): void {
  countEntries(text, Number.POSITIVE_INFINITY);
}

export function parseJson(text: string, complaint: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidBody(complaint);
  }
}

/**
 * Returns the number of entries of a JSON array without parsing it, or `max + 1` for more.
 * Throws `invalid_request` for nesting beyond `MAX_BODY_DEPTH`. Counts brackets and commas outside
 * of strings, before anything that recurses sees the text.
 */
export function countEntries(text: string, max: number): number {
  let depth = 0;
  let commas = 0;
  const hasEscapes = text.includes('\\');
  for (let at = 0; at < text.length && commas < max; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at, hasEscapes);
    else if (char === 0x7b || char === 0x5b) depth += 1;
    else if (char === 0x7d || char === 0x5d) depth -= 1;
    else if (char === COMMA && depth === 1) commas += 1;
    if (depth > MAX_BODY_DEPTH) throw tooDeep();
  }
  return commas + 1;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];

/** Returns where the string that begins at `start` ends; the end of the text if it has no end. */
function endOfString(text: string, start: number, hasEscapes: boolean): number {
  let at = start + 1;
  // Most of a text is in strings, and most texts have no escape.
  if (!hasEscapes) at = text.indexOf('"', at);
  else while (at < text.length && text.charCodeAt(at) !== QUOTE) at += isEscape(text, at) ? 2 : 1;
  return at < 0 ? text.length : at;
}

function isEscape(text: string, at: number): boolean {
  return text.charCodeAt(at) === BACKSLASH;
}

function tooDeep(): Refusal {
  return invalidBody(`The body is nested deeper than ${MAX_BODY_DEPTH} levels.`);
}

function refuseUnusableText(value: unknown, path: string): void {
  if (typeof value === 'string' && UNUSABLE.test(value)) {
    throw invalid(path || '/', 'must not contain NUL characters or unpaired surrogates');
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, field] of Object.entries(value)) {
    const fieldPath = `${path}/${toPointerPart(name)}`;
    if (UNUSABLE.test(name)) {
      const readable = fieldPath.replace(/[\0\p{Surrogate}]/gu, '\ufffd');
      throw invalid(readable, 'must not have NUL characters or unpaired surrogates in its name');
    }
    refuseUnusableText(field, fieldPath);
  }
}

function toPointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Returns a refusal of the body as a whole; `detail` begins with “The body”. */
export function invalidBody(detail: string): Refusal {
  const message = detail.replace(/^The body /, '').replace(/\.$/, '');
  return new Refusal('invalid_request', detail, { errors: [{ path: '', message }] });
}
