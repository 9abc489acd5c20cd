import { Empty } from '../../parts/empty.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { useWords } from '../../words/language.tsx';
import { NO_FILTERS, type useAccessQuery } from './access-filters.tsx';
import { Caller } from './caller.tsx';
import { type Column, Moment } from './columns.tsx';
import { useOperationsSearch } from './use-operations-search.ts';
import { Whose } from './whose.tsx';
import { operationsWords } from './words.ts';

type Entry = Parameters<typeof Whose>[0] & {
  id: string;
  at: string;
  who: Parameters<typeof Caller>[0]['who'];
  remoteAddress: string | null;
};

type Props<Item> = {
  label: string;
  found: Omit<Parameters<typeof FoundList>[0]['found'], 'items'> & { items: readonly Item[] };
  asked: ReturnType<typeof useAccessQuery>;
  empty: { title: string; text: string };
  /** What stands between the caller and the address. */
  columns: Column<Item>[];
};

/** A list of sign-ins or calls: when, who, at which reseller, and from which address. */
export function AccessTable<Item extends Entry>(props: Props<Item>) {
  const { label, found, asked, empty, columns } = props;
  const words = useWords(operationsWords);
  const [, set] = useOperationsSearch();
  return (
    <FoundList
      found={found}
      skeleton={{ rows: 8 }}
      isFiltered={Object.values(asked).some((value) => value !== undefined)}
      clear={() => set(NO_FILTERS)}
      empty={<Empty title={empty.title}>{empty.text}</Empty>}
    >
      <table className="tbl plain" aria-label={label}>
        <thead>
          <tr>
            <th>{words.when}</th>
            <th>{words.caller}</th>
            <th className="desk">{words.reseller}</th>
            {columns.map(({ head, isWide }) => (
              <th key={head} className={isWide ? 'desk' : undefined}>
                {head}
              </th>
            ))}
            <th className="desk">{words.ip}</th>
          </tr>
        </thead>
        <tbody>
          {found.items.map((one) => (
            <tr key={one.id}>
              <td>
                <Moment at={one.at} />
              </td>
              <td>
                <Caller who={one.who} show={(who) => set({ who })} />
              </td>
              <td className="desk">
                <Whose {...one} />
              </td>
              {columns.map(({ head, cell, isWide }) => (
                <td key={head} className={isWide ? 'desk' : undefined}>
                  {cell(one)}
                </td>
              ))}
              <td className="desk code t2">{one.remoteAddress}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </FoundList>
  );
}
