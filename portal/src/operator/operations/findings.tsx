import { Link } from '@tanstack/react-router';
import { StateShape } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Ago } from '../../parts/time.tsx';
import { useWords } from '../../words/language.tsx';
import { SEVERITY_SHAPES, TAB_OF } from './severity.ts';
import { useFindings } from './use-findings.ts';
import { operationsWords } from './words.ts';

/** The health of the installation in words, the worst first. */
export function Findings() {
  const words = useWords(operationsWords);
  const { data, error, refetch } = useFindings();
  return (
    <div className="stack narrow-page">
      <Reading data={data} error={error} refetch={refetch} rows={6} row={56} />
      {data?.items.length === 0 && <Empty title={words.healthy}>{words.healthyText}</Empty>}
      {data && data.items.length > 0 && (
        <ul className="lines" aria-label={words.tabs.findings}>
          {data.items.map((finding) => (
            <li key={`${finding.kind} ${finding.text}`} className="check-line">
              <StateShape shape={SEVERITY_SHAPES[finding.severity]} />
              <span className="grow">
                <span className="vh">{words.severities[finding.severity]}: </span>
                <span className="strong">{finding.text}</span>
                <br />
                <span className="t2 s13">{finding.advice}</span>
                {finding.since && (
                  <span className="t3 small">
                    {' '}
                    <Ago at={finding.since} />
                  </span>
                )}
              </span>
              {TAB_OF[finding.kind] !== 'findings' && (
                <Link
                  className="link s13"
                  to="/$mode/operations"
                  params={{ mode: 'operator' }}
                  search={{
                    tab: TAB_OF[finding.kind],
                    reseller: finding.organizationId ?? undefined,
                  }}
                >
                  {words.tabs[TAB_OF[finding.kind]]}
                  <span className="vh">: {finding.text}</span>
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
