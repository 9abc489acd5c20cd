import { ChoiceFilter, TextFilter } from '../../parts/filters/filters.tsx';
import { isPeriod, PERIODS, startOf } from '../../parts/filters/period.ts';
import { periodWords } from '../../parts/filters/period-words.ts';
import { useWords } from '../../words/language.tsx';
import { useZone } from '../../words/zone.ts';
import { ResellerFilter } from './reseller-filter.tsx';
import { useOperationsSearch } from './use-operations-search.ts';
import { operationsWords } from './words.ts';

const MINUTE_MS = 60_000;

/** Returns the filters of sign-ins and refused calls as query parameters. */
export function useAccessQuery() {
  const [{ who, ip, code, reseller, period }] = useOperationsSearch();
  const zone = useZone();
  const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const from = isPeriod(period) ? startOf(period, { now, zone }) : undefined;
  return { who, ip, code, organization_id: reseller, from };
}

/** Filters by person or key, address, code, reseller and time. */
export function AccessFilters() {
  const words = useWords(operationsWords);
  const periods = useWords(periodWords);
  const [search, set] = useOperationsSearch();
  return (
    <>
      <TextFilter label={words.who} value={search.who} onChange={(who) => set({ who })} />
      <TextFilter label={words.ip} value={search.ip} onChange={(ip) => set({ ip })} />
      <TextFilter label={words.code} value={search.code} onChange={(code) => set({ code })} />
      <ResellerFilter />
      <ChoiceFilter
        name={words.when}
        value={search.period}
        choices={PERIODS.map((value) => ({ value, label: periods[value] }))}
        onChange={(period) => set({ period })}
      />
    </>
  );
}

/** The search parameters without filters. */
export const NO_FILTERS = {
  ...{ who: undefined, ip: undefined, code: undefined, reseller: undefined },
  ...{ period: undefined, outcome: undefined },
};
