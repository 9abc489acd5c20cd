import { keepPreviousData } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useQueries } from '../../api/use-api.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { ReportQuery } from '../use-report.ts';
import { salesWords } from './words.ts';

/** The dimensions of the report. */
export const SALES_GROUPS = [
  ...(['data_plan', 'country_set', 'carrier', 'organization', 'day'] as const),
] as const;
type By = (typeof SALES_GROUPS)[number];
type Group = Schemas['SalesGroup'];
const toGroups = (answer: Schemas['SalesGroups'] | string) => notCsv(answer);

/** One row for each value of the dimension, with cost and margin where they are known. */
export function SalesGroups({ query }: { query: ReportQuery & { group_by: By } }) {
  const words = useWords(salesWords);
  const by = query.group_by;
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/operator/reports/sales/groups',
    { params: { query } },
    { placeholderData: keepPreviousData, select: toGroups },
  );
  return (
    <Section title={words.groupTitles[by]}>
      <ErrorNotice error={error} retry={() => void refetch()} />
      {!data && !error && <Skeleton rows={8} />}
      {data?.items.length === 0 && <Empty title={words.empty}>{words.emptyText}</Empty>}
      {data && data.items.length > 0 && <GroupTable groups={data.items} by={by} />}
    </Section>
  );
}

function GroupTable({ groups, by }: { groups: Group[]; by: By }) {
  const words = useWords(salesWords);
  const format = useFormat();
  return (
    <table className="tbl plain" aria-label={words.groupTitles[by]}>
      <thead>
        <tr>
          <th>{words.groups[by]}</th>
          <th className="r">{words.sold}</th>
          <th className="r desk">{words.refunded}</th>
          <th className="r">{words.revenue}</th>
          <th className="r desk">{words.cost}</th>
          <th className="r desk">{words.margin}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.key}>
            <td>{by === 'day' ? format.date(group.key) : group.name}</td>
            <td className="r num">{format.number(group.sold)}</td>
            <td className="r num desk t2">{format.number(group.refunded)}</td>
            <td className="r num">{format.amount(group.revenue)}</td>
            <td className={group.cost ? 'r num desk t2' : 'r desk t3'}>
              {group.cost ? format.amount(group.cost) : words.unknown}
            </td>
            <td className={marginClass(group)}>
              {group.margin ? format.amount(group.margin) : words.unknown}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function marginClass({ margin }: Group): string {
  if (!margin) return 'r desk t3';
  return margin.priceValue < 0 ? 'r num desk neg' : 'r num desk';
}
