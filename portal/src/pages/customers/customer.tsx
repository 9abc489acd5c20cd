import './customer.css';
import { Button } from '@mantine/core';
import { IconChevronRight, IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { PackageName } from '../../parts/package-name.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { PackageStateWord, ProfileStateWord } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { QrCode } from '../sales/sale-panel.tsx';
import { SellDrawer } from '../sell/sell-drawer.tsx';
import { ConnectivityCheck } from './connectivity.tsx';
import { CustomerMenu } from './customer-menu.tsx';
import { DataLeft } from './data-left.tsx';
import { customerWords } from './words.ts';

const route = getRouteApi('/$mode/customers/$uid');
type Entry = Schemas['CustomerEntry'];
const KINDS = ['top-up', 'top-up-with-profile'] as const;

export function CustomerPage() {
  const words = useWords(customerWords);
  const { uid, mode } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/gigastore/activations/customers/{uid}',
    { params: { path: { uid }, query: { only_active_profiles: false } } },
  );
  const title = data?.customer.email ?? uid;
  const sell = (kind: string | undefined) =>
    void navigate({ search: (now) => ({ ...now, sell: kind }), resetScroll: false });
  const crumb = (
    <nav className="crumb t2 s13" aria-label={words.title}>
      <Link to="/$mode/customers" params={{ mode }}>
        {words.title}
      </Link>
      <IconChevronRight className="i" stroke={1.5} />
      <span className="cut">{uid.slice(0, 8)}</span>
    </nav>
  );
  return (
    <Page
      title={title}
      crumb={crumb}
      actions={
        data &&
        !data.customer.erasedAt && (
          <>
            <AllowedButton
              calls="POST /gigastore/activations/top-up-with-profile"
              onClick={() => sell('top-up-with-profile')}
            >
              {words.furtherEsim}
            </AllowedButton>
            <AllowedButton
              calls="POST /gigastore/activations/top-up"
              variant="filled"
              leftSection={<IconPlus size={16} stroke={1.5} />}
              onClick={() => sell('top-up')}
            >
              {words.topUp}
            </AllowedButton>
            <CustomerMenu entry={data} />
          </>
        )
      }
    >
      <ErrorNotice error={error} retry={() => void refetch()} />
      {!data && !error && <Skeleton rows={10} />}
      {data && <Detail entry={data} mode={mode} />}
      {data && (
        <SellDrawer
          isOpen={Boolean(search.sell)}
          kind={KINDS.find((kind) => kind === search.sell) ?? 'top-up'}
          customer={data.customer}
          close={() => sell(undefined)}
          onSold={() => sell(undefined)}
        />
      )}
    </Page>
  );
}

function Detail({ entry, mode }: { entry: Entry; mode: 'live' | 'sandbox' | 'operator' }) {
  const words = useWords(customerWords);
  const format = useFormat();
  const { customer, activatedItems, relatedEsims } = entry;
  const current = relatedEsims.find(({ active }) => active) ?? relatedEsims[0];
  return (
    <div className="two-columns">
      <div className="stack">
        <DataLeft entry={entry} />
        <Section title={words.packages} count={format.number(activatedItems.length)}>
          <table className="tbl plain">
            <thead>
              <tr>
                <th>{words.package}</th>
                <th>{words.status}</th>
                <th className="desk">{words.leftHead}</th>
                <th className="desk">{words.expires}</th>
                <th className="r">{words.retail}</th>
              </tr>
            </thead>
            <tbody>
              {activatedItems.map((item) => (
                <tr key={item.uid}>
                  <td>
                    <Link to="/$mode/sales" params={{ mode }} search={{ open: item.uid }}>
                      <PackageName name={item.balance.name} countrySet={item.countrySet} />
                    </Link>
                  </td>
                  <td>
                    <PackageStateWord state={item.state} />
                  </td>
                  <td className="desk">
                    <Meter item={item} />
                  </td>
                  <td className="desk t2">
                    {item.balance.activatedAt && item.balance.expiresAt
                      ? format.date(item.balance.expiresAt)
                      : words.notStarted}
                  </td>
                  <td className="r">{format.amount(item.retailPrice)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
        <Section title={words.esims} count={format.number(relatedEsims.length)}>
          <table className="tbl plain">
            <thead>
              <tr>
                <th>{words.iccid}</th>
                <th>{words.state}</th>
                <th className="desk">{words.installations}</th>
                <th className="r">{words.lastSeen}</th>
              </tr>
            </thead>
            <tbody>
              {relatedEsims.map((esim) => (
                <tr key={esim.uid} className={esim.active ? undefined : 't3'}>
                  <td className="code">{esim.iccid.replace(/(.{4})(?=.)/g, '$1 ')}</td>
                  <td>
                    <ProfileStateWord state={esim.state} />
                  </td>
                  <td className="desk">
                    {words.installsOf(
                      format.number(esim.installCount),
                      format.number(esim.installLimit - esim.installCount),
                    )}
                  </td>
                  <td className="r">
                    {esim.lastSeen ? (
                      <Ago at={esim.lastSeen} />
                    ) : (
                      <span className="t3">{words.never}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      </div>
      <div className="stack">
        {current && <ConnectivityCheck iccid={current.iccid} />}
        <Section title={words.about}>
          <Facts
            facts={[
              {
                name: words.email,
                value: customer.email ?? '–',
                copy: customer.email ?? undefined,
              },
              { name: words.uid, value: customer.uid, copy: customer.uid, isCode: true },
              { name: words.since, value: format.exact(customer.createdAt) },
              { name: words.countrySet, value: customer.countrySet },
              ...(customer.metatag
                ? [{ name: words.metatag, value: customer.metatag, copy: customer.metatag }]
                : []),
              {
                name: words.page,
                value: (
                  <a
                    className="link"
                    href={new URL(customer.profileUrl).pathname}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {words.openPage}
                  </a>
                ),
              },
            ]}
          />
        </Section>
        {current?.active && (
          <Section
            title={words.qr}
            actions={
              mode === 'sandbox' && (
                <Button
                  size="xs"
                  variant="subtle"
                  component={Link}
                  {...({
                    to: '/$mode/simulator',
                    params: { mode },
                    search: { iccid: current.iccid },
                  } as object)}
                >
                  {words.phone}
                </Button>
              )
            }
          >
            <QrCode profile={current} />
          </Section>
        )}
      </div>
    </div>
  );
}

function Meter({ item: { balance, state } }: { item: Entry['activatedItems'][number] }) {
  const words = useWords(customerWords);
  const format = useFormat();
  const all = balance.availableBytes + balance.usedBytes;
  const share = all > 0 ? balance.availableBytes / all : 0;
  const isOver = state === 'EXPIRED' || state === 'REFUNDED' || state === 'DEPLETED';
  return (
    <span className={isOver ? 'lf t3' : 'lf'}>
      <span className={isOver ? 'meter over' : share < 0.2 ? 'meter low' : 'meter'}>
        <i style={{ width: `${share * 100}%` }} />
      </span>
      {words.ofSize(format.bytes(balance.availableBytes), format.size(balance.size))}
    </span>
  );
}
