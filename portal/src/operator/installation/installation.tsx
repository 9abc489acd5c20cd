import '../operator.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { type Shape, StateShape } from '../../look/state.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Notice } from '../../parts/notice.tsx';
import { TabPage } from '../../parts/tab-page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { Seller } from './seller.tsx';
import { useDoctor } from './use-doctor.ts';
import { installationWords } from './words.ts';

const route = getRouteApi('/$mode/installation');
type Check = Schemas['InstallationCheck'];
const SHAPES: Record<Check['state'], Shape> = {
  ok: 'good',
  missing: 'failed',
  attention: 'warning',
  unknown: 'unknown',
};
const TABS = { checks: Checks, seller: Seller };

/** The checklist before the first sale, and the seller's details. */
export function InstallationPage() {
  const words = useWords(installationWords);
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <TabPage
      title={words.title}
      names={words.tabs}
      tabs={TABS}
      shown={['checks', 'seller']}
      wanted={tab}
      open={(next) => void navigate({ search: { tab: next } })}
      className="pad-top"
    />
  );
}

/** The findings of `gigastore doctor` as a checklist. */
function Checks() {
  const words = useWords(installationWords);
  const format = useFormat();
  const { data, error, refetch } = useDoctor();
  const missing = (data?.items ?? []).filter(({ state }) => state === 'missing').length;
  const done = (data?.items ?? []).filter(({ state }) => state === 'ok').length;
  return (
    <div className="stack narrow-page">
      <Reading data={data} error={error} refetch={refetch} rows={8} row={52} />
      {data && (
        <>
          <p className="t2 s13">
            {words.progress(format.number(done), format.number(data.items.length))}
          </p>
          <Notice
            tone={data.ready ? 'info' : 'wait'}
            title={data.ready ? words.ready : words.notReady(missing, format.number(missing))}
          />
          <ul className="lines">
            {data.items.map(({ name, title, state, detail, remedy }) => (
              <li key={name} className="check-line">
                <StateShape shape={SHAPES[state]} />
                <span className="grow">
                  <span className="strong">{title}</span>
                  <span className="vh">: {words.states[state]}</span>
                  <br />
                  <span className="t2 s13">{detail}</span>
                  {remedy && (
                    <>
                      <br />
                      <span className="s13">{remedy}</span>
                    </>
                  )}
                </span>
                {state !== 'ok' && <Remedy name={name} title={title} />}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** The page on which a requirement is met; others are met on the machine. */
const PAGES = {
  operator: { to: 'organization', search: { tab: 'team' } },
  seller: { to: 'installation', search: { tab: 'seller' } },
  data_plans: { to: 'plans' },
  prices: { to: 'price-lists' },
  costs: { to: 'plans' },
  stock: { to: 'stock' },
  reseller: { to: 'resellers', search: { new: 'reseller' } },
  offer: { to: 'resellers' },
  credits: { to: 'money', search: { tab: 'adjustments' } },
  mail: { to: 'operations', search: { tab: 'mails' } },
  worker: { to: 'operations' },
  audit: { to: 'operations', search: { tab: 'checks' } },
} as const;

function Remedy({ name, title }: Pick<Check, 'name' | 'title'>) {
  const words = useWords(installationWords);
  const page = Object.entries(PAGES).find(([known]) => known === name)?.[1];
  if (!page) return null;
  return (
    <Link
      className="link s13"
      to={`/$mode/${page.to}`}
      params={{ mode: 'operator' }}
      search={'search' in page ? page.search : {}}
    >
      {words.openPage}
      <span className="vh">: {title}</span>
    </Link>
  );
}
