import { Button } from '@mantine/core';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { usePages } from '../../api/use-pages.ts';
import { type Shape, State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { approvalWords } from './words.ts';

const PAGE = 50;
const POLL_MS = 2_000;
type Approval = Schemas['Approval'];

const SHAPES: Record<Approval['state'], Shape> = {
  pending: 'waiting',
  approved: 'good',
  rejected: 'over',
  expired: 'over',
};

/** Sales of API keys above a limit of their mandate, to be approved or rejected. */
export function ApprovalsPage() {
  const words = useWords(approvalWords);
  const { calls } = useApi();
  const found = usePages(
    ['approvals'],
    ({ after, signal }) =>
      calls.GET('/gigastore/approvals', { params: { query: { limit: PAGE, after } }, signal }),
    { everyMs: POLL_MS, while: (one) => isBeingMade(one) },
  );
  return (
    <Page title={words.title} sub={words.sub}>
      <FoundList
        found={found}
        skeleton={{ rows: 4 }}
        empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
      >
        <ul className="lines">
          {found.items.map((approval) => (
            <ApprovalLine key={approval.id} approval={approval} />
          ))}
        </ul>
      </FoundList>
    </Page>
  );
}

/** Returns whether a sale is approved but neither sold nor failed yet. */
function isBeingMade({ kind, state, activatedItemUid, failure }: Approval): boolean {
  return kind === 'sale' && state === 'approved' && !activatedItemUid && !failure;
}

function ApprovalLine({ approval }: { approval: Approval }) {
  const words = useWords(approvalWords);
  const may = useMay();
  const { id, description, state } = approval;
  const canDecide = state === 'pending' && may('POST /gigastore/approvals/{id}/approve');
  return (
    <li className="decision" aria-label={`${description}, ${id}`}>
      <p className="row">
        <span className="strong">{description}</span>
        <span className="s13">
          <State shape={SHAPES[state]}>{words.states[state]}</State>
        </span>
      </p>
      <ApprovalFacts approval={approval} />
      {canDecide && <Decision approval={approval} />}
    </li>
  );
}

function ApprovalFacts({ approval }: { approval: Approval }) {
  const words = useWords(approvalWords);
  const format = useFormat();
  const { amount, exceeded, tool, clientId, activatedItemUid, failure, decidedBy } = approval;
  const known = (name: string, value: string | null | undefined) =>
    value ? [{ name, value }] : [];
  return (
    <Facts
      facts={[
        { name: words.amount, value: format.money(amount) },
        ...(exceeded ? [{ name: words.exceeded, value: words.limits[exceeded] }] : []),
        { name: words.key, value: clientId, isCode: true },
        ...known(words.tool, tool),
        { name: words.requested, value: format.exact(approval.requestedAt) },
        ...(approval.state === 'pending'
          ? [{ name: words.expires, value: format.exact(approval.expiresAt) }]
          : []),
        ...known(words.decidedBy, decidedBy),
        ...(activatedItemUid
          ? [{ name: words.sold, value: activatedItemUid, copy: activatedItemUid, isCode: true }]
          : []),
        ...known(words.failed, failure?.detail),
      ]}
    />
  );
}

function Decision({ approval: { id } }: { approval: Approval }) {
  const words = useWords(approvalWords);
  const { queries, intention, accept } = useChange();
  const approve = queries.useMutation('post', '/gigastore/approvals/{id}/approve', {
    onSuccess: () => accept(words.approved),
  });
  const reject = queries.useMutation('post', '/gigastore/approvals/{id}/reject', {
    onSuccess: () => accept(words.rejected),
  });
  const at = () => ({ params: { path: { id }, header: intention.headers() } });
  const isBusy = approve.isPending || reject.isPending;
  return (
    <>
      <div className="row">
        <Button size="xs" variant="filled" loading={isBusy} onClick={() => approve.mutate(at())}>
          {words.approve}
        </Button>
        <Button size="xs" disabled={isBusy} onClick={() => reject.mutate(at())}>
          {words.reject}
        </Button>
      </div>
      <ErrorNotice error={approve.error ?? reject.error} />
    </>
  );
}
