import { notifications } from '@mantine/notifications';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { usePages } from '../../api/use-pages.ts';
import { State } from '../../look/state.tsx';
import { Copyable } from '../../parts/copy.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useOperationsSearch } from './use-operations-search.ts';
import { operationsWords } from './words.ts';

const PAGE = 50;
type Check = Schemas['BookAudit'];

/** Whether the books balance. */
export function LedgerChecks() {
  const words = useWords(operationsWords);
  const [{ open }, set] = useOperationsSearch();
  const { calls } = useApi();
  const { queries, intention, accept } = useChange();
  const found = usePages(['ledger checks'], ({ after, signal }) =>
    calls.GET('/operator/audits', { params: { query: { limit: PAGE, after } }, signal }),
  );
  const run = queries.useMutation('post', '/operator/audits', {
    onSuccess: ({ queued }) => {
      accept();
      notifications.show({ message: queued ? words.queued : words.runsAlready });
    },
  });
  return (
    <Section
      title={words.checks}
      actions={
        <AllowedButton
          calls="POST /operator/audits"
          size="xs"
          loading={run.isPending}
          onClick={() => run.mutate({ params: { header: intention.headers() } })}
        >
          {words.run}
        </AllowedButton>
      }
    >
      <p className="t2 s13 pad-top">{words.checksText}</p>
      <ErrorNotice error={run.error} />
      <FoundList
        found={found}
        skeleton={{ rows: 8 }}
        empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
      >
        <ul className="lines">
          {found.items.map((check) => (
            <CheckLine
              key={check.id}
              check={check}
              isOpen={check.id === open}
              toggle={() => set({ open: check.id === open ? undefined : check.id })}
            />
          ))}
        </ul>
      </FoundList>
    </Section>
  );
}

type LineProps = { check: Check; isOpen: boolean; toggle: () => void };

function CheckLine({ check, isOpen, toggle }: LineProps) {
  const words = useWords(operationsWords);
  const format = useFormat();
  const tookMs = Date.parse(check.finishedAt) - Date.parse(check.startedAt);
  const count = check.findingsCount;
  return (
    <li className="decision">
      <p className="row">
        <State shape={check.balanced ? 'good' : 'failed'}>
          {check.balanced ? words.balanced : words.findings(count, format.number(count))}
        </State>
        <span className="t2 s13">{format.exact(check.startedAt)}</span>
        <span className="t3 small">
          {words.took} {words.seconds(format.number(Math.max(1, Math.round(tookMs / 1000))))}
        </span>
        {check.findings.length > 0 && (
          <button type="button" className="link s13" aria-expanded={isOpen} onClick={toggle}>
            {words.findings(count, format.number(count))}
          </button>
        )}
      </p>
      {isOpen && (
        <table className="tbl plain" aria-label={words.finding}>
          <thead>
            <tr>
              <th>{words.account}</th>
              <th>{words.finding}</th>
            </tr>
          </thead>
          <tbody>
            {check.findings.map(({ accountId, finding }) => (
              <tr key={`${accountId} ${finding}`}>
                <td>
                  <Copyable value={accountId}>
                    <span className="code">{accountId.slice(0, 8)}</span>
                  </Copyable>
                </td>
                <td>{finding}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}
