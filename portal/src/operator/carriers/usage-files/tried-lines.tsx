import type { Schemas } from '../../../api/client.ts';
import { Notice } from '../../../parts/notice.tsx';
import { partWords } from '../../../parts/words.ts';
import { useFormat } from '../../../words/format.ts';
import { useWords } from '../../../words/language.tsx';
import { usageFileWords } from './usage-file-words.ts';

type Tried = Schemas['TriedUsageFile'];
type TriedLine = Tried['lines'][number];

/** The first lines of a file as a format reads them, with what is wrong with each. */
export function TriedLines({ tried }: { tried: Tried }) {
  const words = useWords(usageFileWords);
  const parts = useWords(partWords);
  if (tried.fault !== null) {
    return (
      <Notice tone="bad" title={words.cannotRead}>
        <p>{tried.fault}</p>
      </Notice>
    );
  }
  return (
    <section aria-label={words.tried}>
      <h3 className="s13 strong">{words.tried}</h3>
      <table className="tbl plain fault-table" aria-label={words.tried}>
        <thead>
          <tr>
            <th className="r">{parts.line}</th>
            <th>{words.readAs}</th>
          </tr>
        </thead>
        <tbody>
          {tried.lines.map((one) => (
            <tr key={one.line}>
              <td className="r num t2">{one.line}</td>
              <td>
                <Read line={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Read({ line: { text, record, reason } }: { line: TriedLine }) {
  const words = useWords(usageFileWords);
  const format = useFormat();
  const place = record && (record.country ?? `${record.mcc ?? ''}-${record.mnc ?? ''}`);
  return (
    <>
      {record ? (
        <p>
          <span className="code">{record.iccid ?? record.imsi}</span> {format.bytes(record.bytes)} ·{' '}
          {place} · {format.exact(record.startedAt)}
        </p>
      ) : (
        <p className="code t2">{text}</p>
      )}
      {reason !== null && (
        <p className="t2 small">
          {words.notCharged}: {reason}
        </p>
      )}
    </>
  );
}
