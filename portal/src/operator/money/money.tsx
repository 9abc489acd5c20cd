import '../operator.css';
import { getRouteApi } from '@tanstack/react-router';
import { TabPage } from '../../parts/tab-page.tsx';
import { useWords } from '../../words/language.tsx';
import { Adjustments } from './adjustments.tsx';
import { Approvals } from './approvals.tsx';
import { Disputes } from './disputes.tsx';
import { Statements } from './statements.tsx';
import { Transfers } from './transfers.tsx';
import { moneyWords } from './words.ts';

const route = getRouteApi('/$mode/money');
const TABS = {
  transfers: Transfers,
  statements: Statements,
  approvals: Approvals,
  adjustments: Adjustments,
  disputes: Disputes,
};

/** Money that operators confirm, approve or move by hand. */
export function MoneyPage() {
  const words = useWords(moneyWords);
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <TabPage
      title={words.title}
      names={words.tabs}
      tabs={TABS}
      shown={['transfers', 'statements', 'approvals', 'adjustments', 'disputes']}
      wanted={tab}
      open={(next) => void navigate({ search: { tab: next } })}
      className="pad-top"
    />
  );
}
