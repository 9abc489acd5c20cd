import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { Ago } from '../../parts/time.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { carrierWords } from './words.ts';

const PAGE = 50;

/** The files from which profiles were imported. */
export function ProfileImports() {
  const words = useWords(carrierWords);
  const format = useFormat();
  const { calls } = useApi();
  const found = usePages(['profile imports'], ({ after, signal }) =>
    calls.GET('/operator/profile-imports', { params: { query: { limit: PAGE, after } }, signal }),
  );
  return (
    <FoundList
      found={found}
      skeleton={{ rows: 6 }}
      empty={<Empty title={words.noImports}>{words.noImportsText}</Empty>}
    >
      <table className="tbl plain" aria-label={words.tabs.imports}>
        <thead>
          <tr>
            <th>{words.carrier}</th>
            <th className="desk">{words.fileName}</th>
            <th className="desk">{words.importedBy}</th>
            <th>{words.importedAt}</th>
            <th className="r">{words.profiles}</th>
          </tr>
        </thead>
        <tbody>
          {found.items.map((batch) => (
            <tr key={batch.id}>
              <td className="strong">{batch.carrier}</td>
              <td className="desk t2">{batch.fileName ?? '–'}</td>
              <td className="desk t2">{batch.importedBy ?? words.commandLine}</td>
              <td className="t2">
                <Ago at={batch.importedAt} />
              </td>
              <td className="r num">{format.number(batch.profiles)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </FoundList>
  );
}
