import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { usePages } from '../../api/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { Decision, DecisionOf } from './decision.tsx';
import { moneyWords } from './words.ts';

const PAGE = 50;
type Request = Schemas['ApprovalRequest'];

/** Proposals of one operator that another one approves. */
export function Approvals() {
  const words = useWords(moneyWords);
  const { calls } = useApi();
  const found = usePages(['approval requests'], ({ after, signal }) =>
    calls.GET('/operator/approval-requests', {
      params: { query: { limit: PAGE, after } },
      signal,
    }),
  );
  return (
    <FoundList
      found={found}
      skeleton={{ rows: 6 }}
      empty={<Empty title={words.noApprovals}>{words.noApprovalsText}</Empty>}
    >
      <ul className="lines">
        {found.items.map((request) => (
          <RequestLine key={request.id} request={request} />
        ))}
      </ul>
    </FoundList>
  );
}

function RequestLine({ request }: { request: Request }) {
  const words = useWords(moneyWords);
  const format = useFormat();
  const may = useMay();
  const { queries, intention, accept } = useChange();
  const approve = queries.useMutation('post', '/operator/approval-requests/{id}/approve', {
    onSuccess: () => accept(words.approved),
  });
  const reject = queries.useMutation('post', '/operator/approval-requests/{id}/reject', {
    onSuccess: () => accept(words.rejected),
  });
  const { bankReceipt, bankAccount, creditLimit } = request;
  const at = () => ({ params: { path: { id: request.id }, header: intention.headers() } });
  return (
    <li className="decision">
      <p className="row">
        <span className="strong">{words.kinds[request.kind]}</span>
        <span className="s13">
          <DecisionOf state={request.state} />
        </span>
      </p>
      <p className="t2 s13">{words.reasons[request.reason]}</p>
      <Facts
        facts={[
          ...(bankReceipt
            ? [
                { name: words.reference, value: bankReceipt.reference, isCode: true },
                { name: words.received, value: format.money(bankReceipt.received) },
                { name: words.entryId, value: bankReceipt.entryId },
              ]
            : []),
          ...(bankAccount
            ? [
                { name: 'IBAN', value: bankAccount.iban ?? '–' },
                { name: 'BIC', value: bankAccount.bic ?? '–' },
              ]
            : []),
          ...(creditLimit
            ? [
                { name: words.kinds.credit_limit, value: format.money(creditLimit.creditLimit) },
                { name: words.reason, value: creditLimit.reason },
                { name: words.account, value: creditLimit.accountId, isCode: true },
              ]
            : []),
          { name: words.proposedBy, value: request.proposedBy },
          { name: words.proposedAt, value: format.exact(request.proposedAt) },
          ...(request.decidedBy ? [{ name: words.decidedBy, value: request.decidedBy }] : []),
        ]}
      />
      {request.state === 'pending' && may('POST /operator/approval-requests/{id}/approve') && (
        <Decision
          proposedBy={request.proposedBy}
          approve={() => approve.mutate(at())}
          reject={() => reject.mutate(at())}
          isBusy={approve.isPending || reject.isPending}
          error={approve.error ?? reject.error}
        />
      )}
    </li>
  );
}
