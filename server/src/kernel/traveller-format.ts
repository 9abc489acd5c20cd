import type { TravellerLanguage } from './traveller-language.ts';

/** With regions that travellers expect: British dates, Western digits in Arabic. */
const LOCALES: Record<TravellerLanguage, string> = {
  en: 'en-GB',
  de: 'de-DE',
  fr: 'fr-FR',
  es: 'es-ES',
  it: 'it-IT',
  pt: 'pt-PT',
  nl: 'nl-NL',
  pl: 'pl-PL',
  tr: 'tr-TR',
  ja: 'ja-JP',
  zh: 'zh-Hans-CN',
  ar: 'ar-AE-u-nu-latn',
};

const MEGABYTE = 1_048_576;
const GIGABYTE = 1024 * MEGABYTE;

/** A text for each plural category of a language (CLDR); `{count}` is the number. */
export type Plural = { [category in Intl.LDMLPluralRule]?: string } & { other: string };

/** Returns the locale whose numbers, dates and names a page uses. */
export function localeTag(language: TravellerLanguage): string {
  return LOCALES[language];
}

/** Returns the text with each `{name}` replaced by its value. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Returns the text for the count, in the plural category of the language. */
export function counted(plural: Plural, count: number, language: TravellerLanguage): string {
  const category = formatsOf(language).plurals.select(count);
  const number = formatsOf(language).numbers.format(count);
  return fill(plural[category] ?? plural.other, { count: number });
}

/** Returns `1.5 GB` or `204 MB`; what is left is never rounded up to more than there is. */
export function showBytes(bytes: bigint, language: TravellerLanguage): string {
  const { gigabytes, megabytes } = formatsOf(language);
  const text =
    bytes >= BigInt(GIGABYTE)
      ? gigabytes.format(Number(bytes) / GIGABYTE)
      : megabytes.format(Number(bytes) / MEGABYTE);
  return text.replace(' ', '\u00a0');
}

/** Returns the speed of data: `512 kb/s`. */
export function showSpeed(kbps: number, language: TravellerLanguage): string {
  const { kilobits, megabits } = formatsOf(language);
  const text = kbps < 1000 ? kilobits.format(kbps) : megabits.format(kbps / 1000);
  return text.replace(' ', '\u00a0');
}

/** Returns a moment in UTC: `30 April 2027 at 09:55`. */
export function showMoment(moment: Date, language: TravellerLanguage): string {
  return formatsOf(language).moments.format(moment);
}

/** Returns a day in UTC: `30 April 2027`. */
export function showDay(moment: Date, language: TravellerLanguage): string {
  return formatsOf(language).days.format(moment);
}

type Formats = ReturnType<typeof makeFormats>;
const formats = new Map<TravellerLanguage, Formats>();

/** Making one takes a hundred times as long as using it. */
function formatsOf(language: TravellerLanguage): Formats {
  const made = formats.get(language) ?? makeFormats(LOCALES[language]);
  formats.set(language, made);
  return made;
}

function makeFormats(locale: string) {
  const size = { style: 'unit', unitDisplay: 'short', roundingMode: 'floor' } as const;
  const sizes = (unit: string, maximumFractionDigits: number) =>
    new Intl.NumberFormat(locale, { ...size, unit, maximumFractionDigits } as object);
  return {
    numbers: new Intl.NumberFormat(locale),
    plurals: new Intl.PluralRules(locale),
    gigabytes: sizes('gigabyte', 2),
    megabytes: sizes('megabyte', 0),
    kilobits: sizes('kilobit-per-second', 0),
    megabits: sizes('megabit-per-second', 1),
    days: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
    moments: new Intl.DateTimeFormat(locale, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'UTC',
    }),
  };
}
