import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useQueries } from '../../api/use-api.tsx';
import { termsWords } from '../../parts/data-terms.ts';
import { Reading } from '../../parts/loading.tsx';
import { PanelSection } from '../../parts/panel.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';

/** What a package with data by day gave on each of its days. */
export function DaysSection({ item }: { item: Schemas['ActivatedItem'] }) {
  const words = useWords(termsWords);
  const format = useFormat();
  const { data, error, refetch } = useQueries().useQuery('get', '/gigastore/packages/{uid}/usage', {
    params: { path: { uid: item.uid } },
  });
  const days = data ? (notCsv(data).days ?? []) : [];
  const hasSlow = item.balance.fairUse !== null;
  return (
    <PanelSection title={words.days}>
      <Reading data={data} error={error} refetch={refetch} rows={2} />
      {data && days.length === 0 && <p className="t2 s13">{words.unused}</p>}
      {days.length > 0 && (
        <table className="tbl mini" aria-label={words.days}>
          <thead>
            <tr>
              <th>{words.dayFrom}</th>
              <th className="r">{words.used}</th>
              {hasSlow && <th className="r">{words.slowly}</th>}
            </tr>
          </thead>
          <tbody>
            {days.map(({ startsAt, usedBytes, throttledBytes }) => (
              <tr key={startsAt}>
                <td>{format.exact(startsAt)}</td>
                <td className="r">{format.bytes(usedBytes)}</td>
                {hasSlow && <td className="r t2">{format.bytes(throttledBytes)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </PanelSection>
  );
}
