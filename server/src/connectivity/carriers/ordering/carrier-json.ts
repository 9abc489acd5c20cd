import { redact } from '../../../kernel/redact.ts';

const STRING_OR_LONG_NUMBER = /"(?:[^"\\]|\\.)*"|(?<![\d.])-?\d{16,}(?![\d.eE])/g;
const SECRETS = [
  /^(ac|lpa|pin\d?|puk\d?|link|sharing|matching_?id|confirmation_?code)$/i,
  /^(qr_?code.*|.*installation_url|.*short_?url|.*api_?key)$/i,
];
const LONGEST = 8_000;

/**
 * Parses JSON and keeps whole numbers of 16 digits or more as text: some carriers write ICCIDs as
 * numbers, and a number has no room for them. Returns undefined for other texts.
 */
export function parseCarrierJson(text: string): unknown {
  try {
    const safe = text.replace(STRING_OR_LONG_NUMBER, (found) =>
      found.startsWith('"') ? found : `"${found}"`,
    );
    return JSON.parse(safe);
  } catch {
    return undefined;
  }
}

/** Returns the text without secrets, personal data and activation codes, and not too long. */
export function redactCarrierText(text: string): string | null {
  if (text === '') return null;
  const parsed = parseCarrierJson(text);
  if (parsed === undefined) return `(${text.length} characters that are not JSON)`;
  const { kept } = redact({ kept: hide(parsed) });
  return JSON.stringify(kept).slice(0, LONGEST);
}

function hide(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 20).map(hide);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      inner !== null && SECRETS.some((one) => one.test(name)) ? '[redacted]' : hide(inner),
    ]),
  );
}

/** Returns a member of a JSON object; undefined if it is none. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** Returns a member of a JSON object that is a text or a number, as text; else null. */
export function textOf(value: unknown, name: string): string | null {
  const found = member(value, name);
  if (typeof found === 'string') return found === '' ? null : found;
  return typeof found === 'number' ? String(found) : null;
}

/** Returns a member of a JSON object that is a number or digits; else null. */
export function numberOf(value: unknown, name: string): number | null {
  const text = textOf(value, name);
  return text !== null && Number.isFinite(Number(text)) ? Number(text) : null;
}

/**
 * Returns a member of a JSON object that is a time, else null. Carriers write UTC, some of them
 * without saying so: `2026-04-30 09:55:36`.
 */
export function timeOf(value: unknown, name: string): Date | null {
  const text = textOf(value, name) ?? '';
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(text) || !/\d:\d\d/.test(text);
  const at = new Date(hasZone ? text : `${text.replace(' ', 'T')}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Returns a member of a JSON object that is a list; else an empty one. */
export function listOf(value: unknown, name: string): unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}
