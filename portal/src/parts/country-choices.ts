import { iso31661 } from 'iso-3166';
import { useMemo } from 'react';
import { useFormat } from '../words/format.ts';

/** Every country and territory that has an ISO 3166-1 code. */
const CODES: readonly string[] = iso31661
  .filter(({ state }) => state === 'assigned')
  .map(({ alpha2 }) => alpha2);

/** Returns all countries as choices of a field, sorted by name in the person's language. */
export function useCountryChoices(): { value: string; label: string }[] {
  const format = useFormat();
  return useMemo(
    () =>
      CODES.map((value) => ({ value, label: format.country(value) })).sort((a, b) =>
        a.label.localeCompare(b.label),
      ),
    [format],
  );
}
