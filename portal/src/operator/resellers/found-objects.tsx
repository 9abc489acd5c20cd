import { useQueries } from '../../api/use-api.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Reading } from '../../parts/loading.tsx';
import { PanelSection } from '../../parts/panel.tsx';
import { finderWords } from '../../shell/finder/words.ts';
import { useWords } from '../../words/language.tsx';
import { resellerWords } from './words.ts';

/** The search results that belong to this reseller, each with its account. */
export function FoundObjects({ id, text }: { id: string; text: string }) {
  const words = useWords(resellerWords);
  const { kindsAcross, modes } = useWords(finderWords);
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/search', {
    params: { query: { q: text } },
  });
  const own = data?.items.filter(({ organizationId }) => organizationId === id) ?? [];
  return (
    <PanelSection title={words.found}>
      <Reading data={data} error={error} refetch={refetch} rows={2} row={28} />
      {data && own.length === 0 && <p className="t2 s13">{words.foundNothing}</p>}
      <Facts
        facts={own.map(({ kind, id: objectId, title, value, state, mode }) => ({
          name: kindsAcross[kind],
          value: [title === value ? null : title, objectId, mode && modes[mode], state]
            .filter(Boolean)
            .join(' · '),
          copy: objectId,
        }))}
      />
    </PanelSection>
  );
}
