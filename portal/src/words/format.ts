import { type Format, formatFor } from './formats.ts';
import { useLanguage } from './language.tsx';
import { useZone } from './zone.ts';

export type { Format };

/** Numbers, amounts and times in the language and the time zone, with a real minus sign. */
export function useFormat(): Format {
  const { language } = useLanguage();
  const zone = useZone();
  return formatFor(language, zone);
}
