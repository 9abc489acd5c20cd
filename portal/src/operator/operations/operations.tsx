import '../operator.css';
import { getRouteApi } from '@tanstack/react-router';
import { TabPage } from '../../parts/tab-page.tsx';
import { useWords } from '../../words/language.tsx';
import { Deliveries } from './deliveries.tsx';
import { Endpoints } from './endpoints.tsx';
import { Findings } from './findings.tsx';
import { Jobs } from './jobs.tsx';
import { LedgerChecks } from './ledger-checks.tsx';
import { Mails } from './mails.tsx';
import { RefusedCalls } from './refused-calls.tsx';
import { SignIns } from './sign-ins.tsx';
import { operationsWords } from './words.ts';

const route = getRouteApi('/$mode/operations');
const TABS = {
  findings: Findings,
  endpoints: Endpoints,
  deliveries: Deliveries,
  jobs: Jobs,
  mails: Mails,
  checks: LedgerChecks,
  signIns: SignIns,
  refused: RefusedCalls,
};

/** Failures across all accounts, ledger checks, sign-ins and refused calls. */
export function OperationsPage() {
  const words = useWords(operationsWords);
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <TabPage
      title={words.title}
      names={words.tabs}
      tabs={TABS}
      shown={Object.keys(TABS) as (keyof typeof TABS)[]}
      wanted={tab}
      open={(next) => void navigate({ search: { tab: next } })}
      className="pad-top"
    />
  );
}
