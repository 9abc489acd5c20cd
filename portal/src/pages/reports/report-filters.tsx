import { useQueries } from '../../api/use-api.tsx';
import { CountrySetFilter } from '../../parts/filters/country-set-filter.tsx';
import { ChoiceFilter, TextFilter } from '../../parts/filters/filters.tsx';
import { ItemFilter } from '../../parts/filters/item-filter.tsx';
import { PeriodFilter } from '../../parts/filters/period-filter.tsx';
import { SearchFilter } from '../../parts/filters/search-filter.tsx';
import { useMay } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { ChannelFilter } from '../sales/channel-filter.tsx';
import { GROUPS, INTERVALS } from './groups.ts';
import { reportWords } from './words.ts';

type Name = 'period' | 'by' | 'interval' | 'item' | 'set' | 'channel' | 'key' | 'metatag';
type Search = { [name in Name]?: string };
type Props = { search: Search; set: (change: Search) => void };

/** What a report covers and how it is grouped. */
export function ReportFilters({ search, set }: Props) {
  const words = useWords(reportWords);
  const may = useMay();
  return (
    <div className="chips">
      <PeriodFilter
        name={words.period}
        value={search.period}
        onChange={(period) => set({ period })}
      />
      <ChoiceFilter
        name={words.by}
        value={search.by}
        choices={GROUPS.map((value) => ({ value, label: words.groups[value] }))}
        onChange={(by) => set({ by })}
      />
      <ChoiceFilter
        name={words.interval}
        value={search.interval}
        choices={INTERVALS.map((value) => ({ value, label: words.intervals[value] }))}
        onChange={(interval) => set({ interval })}
      />
      <ItemFilter name={words.groups.item} value={search.item} onChange={(item) => set({ item })} />
      <CountrySetFilter
        name={words.groups.country_set}
        value={search.set}
        onChange={(next) => set({ set: next })}
      />
      <ChannelFilter
        name={words.groups.sales_channel}
        value={search.channel}
        onChange={(channel) => set({ channel })}
      />
      {may('POST /gigastore/api-keys') && (
        <KeyFilter value={search.key} onChange={(key) => set({ key })} />
      )}
      <TextFilter
        label={words.groups.metatag_prefix}
        value={search.metatag}
        onChange={(metatag) => set({ metatag })}
      />
    </div>
  );
}

type KeyProps = { value?: string; onChange: (key: string | undefined) => void };

function KeyFilter(props: KeyProps) {
  const words = useWords(reportWords);
  const { data } = useQueries().useQuery('get', '/gigastore/api-keys');
  const choices = data?.items.map(({ clientId, name }) => ({ value: clientId, label: name })) ?? [];
  return <SearchFilter {...props} name={words.groups.api_key} choices={choices} />;
}
