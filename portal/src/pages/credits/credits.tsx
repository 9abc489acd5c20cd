import './credits.css';
import { Button, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useIntention } from '../../api/intention.ts';
import { useApi } from '../../api/use-api.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { BuyDrawer } from './buy-drawer.tsx';
import { Invoices } from './invoices.tsx';
import { Purchases } from './purchases.tsx';
import { MoneySettings } from './settings.tsx';
import { Statement } from './statement.tsx';
import { creditWords } from './words.ts';

const route = getRouteApi('/$mode/credits');
const TABS = ['statement', 'purchases', 'invoices', 'settings'] as const;
const FREE = { priceValue: 500, currencyCode: 'USD' };

export function CreditsPage() {
  const words = useWords(creditWords);
  const search = route.useSearch();
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), resetScroll: false });
  const tab = TABS.find((one) => one === search.tab) ?? 'statement';
  return (
    <Page
      title={words.title}
      actions={
        <>
          {mode === 'sandbox' && <FreeCredits />}
          <AllowedButton
            calls="POST /gigastore/credits/purchases"
            variant="filled"
            leftSection={<IconPlus size={16} stroke={1.5} />}
            onClick={() => set({ buy: 'new' })}
          >
            {words.buy}
          </AllowedButton>
        </>
      }
    >
      <Figures />
      <Tabs value={tab} onChange={(next) => set({ tab: next ?? undefined })} keepMounted={false}>
        <Tabs.List>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {words.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="statement">
          <Statement />
        </Tabs.Panel>
        <Tabs.Panel value="purchases">
          <Purchases />
        </Tabs.Panel>
        <Tabs.Panel value="invoices">
          <Invoices />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <MoneySettings />
        </Tabs.Panel>
      </Tabs>
      <p className="t3 small not-refundable">{words.buying.notRefundable}</p>
      <BuyDrawer
        isOpen={Boolean(search.buy)}
        purchaseId={search.buy === 'new' ? undefined : search.buy}
        onBought={(id) => set({ buy: id })}
        close={() => set({ buy: undefined })}
      />
    </Page>
  );
}

/** The balance, the part that is held, and the part that is available. */
function Figures() {
  const words = useWords(creditWords);
  const format = useFormat();
  const { data, error } = useApi().queries.useQuery('get', '/gigastore/credits');
  const figure = (name: string, amount: { priceValue: number } | undefined, why?: string) => (
    <div className="m">
      <dt className="l">{name}</dt>
      <dd>
        <span className="v">
          {amount ? format.amount(amount) : '…'} <small>USD</small>
        </span>
        {why && <span className="s">{why}</span>}
      </dd>
    </div>
  );
  return (
    <>
      <ErrorNotice error={error} />
      <dl className="figures three">
        {figure(words.available, data?.available, words.sum)}
        {figure(words.balance, data?.balance)}
        {figure(words.held, data?.held, words.heldWhy)}
      </dl>
    </>
  );
}

function FreeCredits() {
  const words = useWords(creditWords);
  const { queries, cache } = useApi();
  const may = useMay();
  const intention = useIntention();
  const add = queries.useMutation('post', '/gigastore/sandbox/credits', {
    onSuccess: () => {
      intention.done();
      notifications.show({ message: words.added });
      void cache.invalidateQueries();
    },
  });
  if (!may('POST /gigastore/sandbox/credits')) return null;
  return (
    <Button
      loading={add.isPending}
      onClick={() =>
        add.mutate({ params: { header: intention.headers() }, body: { amount: FREE } })
      }
    >
      {words.addFree}
    </Button>
  );
}
