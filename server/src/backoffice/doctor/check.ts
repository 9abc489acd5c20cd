import type { Locale } from '../../kernel/locale.ts';

/** `missing` prevents the first live sale; `attention` does not; `unknown` could not be checked. */
export const CHECK_STATES = ['ok', 'missing', 'attention', 'unknown'] as const;
type CheckState = (typeof CHECK_STATES)[number];

/** One requirement of a live installation. No field ever contains a secret. */
export type Check = {
  /** Stable, for programs: `public_url`. */
  name: string;
  title: string;
  state: CheckState;
  /** The finding, as a sentence. */
  detail: string;
  /** How to meet the requirement; null if it is met. */
  remedy: string | null;
};

export type Requirement = Pick<Check, 'name' | 'title'> & { remedy: string };

/** A finding about one requirement, as a sentence in each language. */
export type Finding = { state: CheckState; detail: Readonly<Record<Locale, string>> };

export const ok = (en: string, de: string): Finding => ({ state: 'ok', detail: { en, de } });
export const missing = (en: string, de: string): Finding => ({
  state: 'missing',
  detail: { en, de },
});
export const attention = (en: string, de: string): Finding => ({
  state: 'attention',
  detail: { en, de },
});

/** Returns the check of a requirement; a requirement that is met needs no remedy. */
export function toCheck(
  { remedy, ...requirement }: Requirement,
  { state, detail }: Finding,
  locale: Locale,
): Check {
  return { ...requirement, state, detail: detail[locale], remedy: state === 'ok' ? null : remedy };
}
