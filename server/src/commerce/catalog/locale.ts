import { createLru } from '../../kernel/lru.ts';

export const DEFAULT_LOCALE = 'en';

/** Further ranges of a longer list are not read: nobody speaks more, and each costs a look-up. */
const MAX_RANGES = 10;
const KEPT_HEADERS = 500;
/** What stands beyond is not read: it would be kept in memory for nothing. */
const MAX_HEADER_LENGTH = 256;

type LocaleHeaders = {
  locale?: string | string[] | undefined;
  'accept-language'?: string | string[] | undefined;
};

const chosen = createLru<string>({ entries: KEPT_HEADERS });

/**
 * The locale that a request asks for: by its `Locale` header, else by `Accept-Language`, both as a
 * list with weights (RFC 9110, 12.5.4). English when nothing in it is a language we know.
 */
export function localeOf(headers: LocaleHeaders): string {
  const wanted = textOf(headers.locale) || textOf(headers['accept-language']);
  if (wanted === '') return DEFAULT_LOCALE;
  return chosen.get(wanted) ?? remember(wanted, choose(wanted));
}

function remember(wanted: string, locale: string): string {
  chosen.set(wanted, locale);
  return locale;
}

function textOf(header: string | string[] | undefined): string {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text.trim().slice(0, MAX_HEADER_LENGTH);
}

function choose(wanted: string): string {
  const ranges = wanted.split(',').slice(0, MAX_RANGES).map(parseRange);
  const weighed = ranges.filter((range) => range.weight > 0).sort((a, b) => b.weight - a.weight);
  for (const { tag } of weighed) {
    const locale = supported(tag);
    if (locale !== undefined) return locale;
  }
  return DEFAULT_LOCALE;
}

/** `de-AT;q=0.8` to its tag and weight; a malformed weight counts as none. */
function parseRange(range: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2) ?? '1';
  return { tag, weight: /^(?:0(?:\.\d{1,3})?|1(?:\.0{1,3})?)$/.test(weight) ? Number(weight) : 0 };
}

/** Language, script and region of a tag whose language has names; Java's `de_AT` is taken too. */
function supported(tag: string): string | undefined {
  try {
    const { language, script, region } = new Intl.Locale(tag.replaceAll('_', '-'));
    const locale = [language, script, region].filter(Boolean).join('-');
    return Intl.DisplayNames.supportedLocalesOf(locale)[0];
  } catch {
    return undefined;
  }
}
