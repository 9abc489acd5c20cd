const LOCALES = { en: 'en-GB', de: 'de-DE' };
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
const MOST_COUNTED = 10_000;
/** A date without a time is the same in every time zone. */
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Language = keyof typeof LOCALES;
type Amount = { priceValue: number; currencyCode?: string };
export type Format = ReturnType<typeof formatOf>;

const shared = new Map<string, Format>();

/** Each row of a list uses it, and making it takes milliseconds. */
export function formatFor(language: Language, zone: string): Format {
  const key = `${language} ${zone}`;
  const format = shared.get(key) ?? formatOf(language, zone);
  shared.set(key, format);
  return format;
}

function formatOf(language: Language, timeZone: string) {
  const locale = LOCALES[language];
  const decimals = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const short = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const signed = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const ofMoment = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    const ofDay = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (at: string | number | Date) =>
      (typeof at === 'string' && DATE.test(at) ? ofDay : ofMoment).format(new Date(at));
  };
  const minus = (text: string) => text.replace('-', '−');

  /** 1 GB is 1,024 MB for plans and usage alike. */
  function bytes(count: number): string {
    if (count === 0) return '0 MB';
    let [value, unit] = [count, 0];
    while (Math.abs(value) >= 1000 && unit < UNITS.length - 1) {
      value /= 1024;
      unit += 1;
    }
    const rounded = unit < 2 || value >= 100 ? whole : value >= 10 ? tenths : short;
    return `${rounded.format(value)} ${UNITS[unit]}`;
  }

  function ago(at: string | Date, now: number): string {
    const elapsed = new Date(at).getTime() - now;
    const size = Math.abs(elapsed);
    if (size < 45 * SECOND) return relative.format(0, 'second');
    if (size < HOUR) return relative.format(Math.round(elapsed / MINUTE), 'minute');
    if (size < DAY) return relative.format(Math.round(elapsed / HOUR), 'hour');
    if (size < 30 * DAY) return relative.format(Math.round(elapsed / DAY), 'day');
    return formats.date(at);
  }

  function span(seconds: number): string {
    const ms = seconds * SECOND;
    const [value, unit] =
      ms < HOUR ? [ms / MINUTE, 'minute'] : ms < 2 * DAY ? [ms / HOUR, 'hour'] : [ms / DAY, 'day'];
    const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 } as const;
    return new Intl.NumberFormat(locale, style).format(Math.max(1, Math.round(value as number)));
  }

  const formats = {
    amount: ({ priceValue }: Amount) => minus(decimals.format(priceValue)),
    money: ({ priceValue, currencyCode = 'USD' }: Amount) =>
      minus(`${decimals.format(priceValue)} ${currencyCode}`),
    number: (value: number) => minus(whole.format(value)),
    /** A total, which the API counts up to 10,000. */
    total: (value: number) =>
      value < MOST_COUNTED ? whole.format(value) : `${whole.format(MOST_COUNTED)}+`,
    decimal: (value: number) => minus(short.format(value)),
    percent: (share: number) => minus(percent.format(share)),
    change: (share: number) => minus(signed.format(share)),
    size: ({ sizeValue, sizeUnit }: { sizeValue: number; sizeUnit: string }) =>
      `${short.format(sizeValue)} ${sizeUnit}`,
    bytes,
    ago,
    /** How long something took, in one unit. */
    span,
    date: dates({ day: 'numeric', month: 'short', year: 'numeric' }),
    longDate: dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    dayMonth: dates({ day: 'numeric', month: 'long' }),
    shortDay: dates({ day: 'numeric', month: 'short' }),
    month: dates({ month: 'long', year: 'numeric' }),
    time: dates({ hour: '2-digit', minute: '2-digit' }),
    seconds: dates({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    exact: dates({
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }),
    country: (code: string) => regions.of(code.toUpperCase()) ?? code,
  };
  return formats;
}
