import '../../pages/home/home.css';
import { getRouteApi } from '@tanstack/react-router';
import { TabPage } from '../../parts/tab-page.tsx';
import { useWords } from '../../words/language.tsx';
import { DeskReport } from './desk-report.tsx';
import { SalesReport } from './sales-report.tsx';
import { salesWords } from './words.ts';

const route = getRouteApi('/$mode/sales-report');
const TABS = { sales: SalesReport, tickets: DeskReport };

/** Reports of sales and of the desk. */
export function SalesReportPage() {
  const words = useWords(salesWords);
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <TabPage
      title={words.title}
      names={words.tabs}
      tabs={TABS}
      shown={['sales', 'tickets']}
      wanted={tab}
      open={(next) => void navigate({ search: { tab: next } })}
      className="pad-top"
    />
  );
}
