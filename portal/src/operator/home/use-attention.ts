import { useQueries } from '../../api/use-api.tsx';
import type { Shape } from '../../look/state.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useDoctor } from '../installation/use-doctor.ts';
import { SEVERITY_SHAPES, TAB_OF } from '../operations/severity.ts';
import { useFindings } from '../operations/use-findings.ts';
import { operatorHomeWords } from './words.ts';

type Line = {
  id: string;
  shape: Shape;
  title: string;
  text?: string;
  to: 'operations' | 'stock' | 'money' | 'desk' | 'installation' | 'app-registrations';
  search?: Record<string, string>;
  action: string;
};
/** More findings are on the page of operations. */
const MAX_FINDINGS = 5;
/** The highest number that is counted. */
const COUNTED = 200;

/** Returns what waits for an operator, the most urgent first. */
export function useAttention(): { lines: Line[]; isLoading: boolean } {
  const words = useWords(operatorHomeWords);
  const format = useFormat();
  const queries = useQueries();
  const findings = useFindings();
  const stock = queries.useQuery('get', '/operator/profile-stock');
  const transfers = queries.useQuery('get', '/operator/bank-transfers', {
    params: { query: { limit: COUNTED } },
  });
  const approvals = queries.useQuery('get', '/operator/approval-requests', {
    params: { query: { limit: COUNTED, state: 'pending' } },
  });
  const adjustments = queries.useQuery('get', '/operator/adjustments', {
    params: { query: { limit: COUNTED, state: 'pending' } },
  });
  const tickets = queries.useQuery('get', '/operator/tickets', {
    params: { query: { limit: COUNTED, status: 'open' } },
  });
  const apps = queries.useQuery('get', '/operator/sdk-apps', {
    params: { query: { limit: COUNTED, state: 'requested', mode: 'live' } },
  });
  const doctor = useDoctor();
  const lines: Line[] = [];
  for (const { kind, severity, text, advice, organizationId } of findings.data?.items ?? []) {
    if (lines.length === MAX_FINDINGS) break;
    const tab = TAB_OF[kind];
    lines.push({
      id: text,
      shape: SEVERITY_SHAPES[severity],
      title: text,
      text: advice,
      to: 'operations',
      search: { tab, ...(organizationId && { reseller: organizationId }) },
      action: words.openOperations,
    });
  }
  for (const { carrier, free, alertThreshold, isLow } of stock.data?.items ?? []) {
    if (!isLow) continue;
    lines.push({
      id: `stock ${carrier}`,
      shape: 'warning',
      title: words.low(carrier),
      text: words.lowText(format.number(free), format.number(alertThreshold ?? 0)),
      to: 'stock',
      search: { open: carrier },
      action: words.openStock,
    });
  }
  const waiting = (
    id: string,
    found: { data?: { items: unknown[] } },
    title: (count: number, shown: string) => string,
    place: Pick<Line, 'to' | 'search' | 'action' | 'text'>,
  ) => {
    const count = found.data?.items.length ?? 0;
    if (count > 0) {
      lines.push({ id, shape: 'waiting', title: title(count, format.number(count)), ...place });
    }
  };
  waiting('approvals', approvals, words.approvals, {
    to: 'money',
    search: { tab: 'approvals' },
    action: words.openApprovals,
  });
  waiting('adjustments', adjustments, words.adjustments, {
    to: 'money',
    search: { tab: 'adjustments', state: 'pending' },
    action: words.openApprovals,
  });
  waiting('apps', apps, words.apps, {
    to: 'app-registrations',
    search: { state: 'requested', account: 'live' },
    action: words.openApps,
  });
  waiting('transfers', transfers, words.transfers, { to: 'money', action: words.openTransfers });
  const newest = tickets.data?.items[0]?.subject;
  waiting('tickets', tickets, words.tickets, {
    to: 'desk',
    search: { status: 'open' },
    action: words.openTickets,
    ...(newest && { text: words.oldest(newest) }),
  });
  const missing = (doctor.data?.items ?? []).filter(({ state }) => state === 'missing').length;
  if (missing > 0) {
    lines.push({
      id: 'doctor',
      shape: 'news',
      title: words.setUp(missing, format.number(missing)),
      to: 'installation',
      action: words.openSetUp,
    });
  }
  return { lines, isLoading: findings.isPending || stock.isPending || tickets.isPending };
}
