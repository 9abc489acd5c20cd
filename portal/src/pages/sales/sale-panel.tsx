import './sale.css';
import { Button, CopyButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { useApi, useQueries } from '../../api/use-api.tsx';
import { termsWords, wholeOf } from '../../parts/data-terms.ts';
import { Facts } from '../../parts/facts.tsx';
import { Flag } from '../../parts/flag.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { PackageName, Tail } from '../../parts/package-name.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { PackageStateWord, ProfileStateWord } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { UsageFigure } from '../../parts/usage-figure.tsx';
import { partWords } from '../../parts/words.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { DaysSection } from './days.tsx';
import { RefundSection } from './refund.tsx';
import { SaleFacts } from './sale-facts.tsx';
import { salesWords } from './words.ts';

type Props = {
  uid: string;
  at?: { index: number; total: number };
  previous?: () => void;
  next?: () => void;
  close: () => void;
};
type Package = Schemas['PackageDetail'];

export function SalePanel({ uid, at, ...moves }: Props) {
  const parts = useWords(partWords);
  const format = useFormat();
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/gigastore/activations/activated-items/{uid}',
    { params: { path: { uid }, query: { only_active_profiles: false } } },
  );
  return (
    <Panel
      label={data?.activatedItem.balance.name ?? uid}
      place={at && parts.of(format.number(at.index), format.number(at.total))}
      {...moves}
    >
      {error && (
        <PanelSection>
          <ErrorNotice error={error} retry={() => void refetch()} />
        </PanelSection>
      )}
      {!data && !error && (
        <PanelSection>
          <Skeleton rows={8} row={28} />
        </PanelSection>
      )}
      {data && <SaleDetail sale={data} />}
    </Panel>
  );
}

function SaleDetail({ sale }: { sale: Package }) {
  const { activatedItem } = sale;
  return (
    <>
      <SaleHead item={activatedItem} />
      <PanelSection>
        <SaleFacts item={activatedItem} />
      </PanelSection>
      {activatedItem.balance.dataType && <DaysSection item={activatedItem} />}
      <RefundSection key={activatedItem.uid} item={activatedItem} />
      <CustomerSection sale={sale} />
    </>
  );
}

function SaleHead({ item }: { item: Schemas['ActivatedItem'] }) {
  const words = useWords(salesWords);
  const { cache } = useApi();
  const intention = useIntention();
  const start = useQueries().useMutation(
    'post',
    '/gigastore/activations/activated-items/{uid}/activate',
    {
      onSuccess: () => {
        intention.done();
        notifications.show({ message: words.started });
        void cache.invalidateQueries();
      },
    },
  );
  return (
    <PanelSection>
      <div className="sale-title">
        <Flag of={item.countrySet} />
        <h2>{item.balance.name}</h2>
      </div>
      <p className="s13 t2">
        <PackageStateWord state={item.state} /> <Meaning item={item} />
      </p>
      {item.state === 'WAITING' && (
        <div className="row sale-acts">
          <AllowedButton
            calls="POST /gigastore/activations/activated-items/{uid}/activate"
            loading={start.isPending}
            onClick={() =>
              start.mutate({
                params: { path: { uid: item.uid }, header: intention.headers() },
              })
            }
          >
            {words.startNow}
          </AllowedButton>
        </div>
      )}
      <ErrorNotice error={start.error} />
    </PanelSection>
  );
}

function Meaning({ item: { state, balance } }: { item: Schemas['ActivatedItem'] }) {
  const words = useWords(salesWords);
  const format = useFormat();
  if (state === 'WAITING' && balance.activationMode === 'ON_DEMAND') {
    return <>· {words.startsOnDemand}</>;
  }
  if (state === 'WAITING' && balance.expiresAt) {
    return <>· {words.startsBy(format.date(balance.expiresAt))}</>;
  }
  if (state === 'ACTIVE' && balance.expiresAt) {
    return <>· {words.until(format.date(balance.expiresAt))}</>;
  }
  return null;
}

function CustomerSection({ sale: { customer, relatedEsims } }: { sale: Package }) {
  const words = useWords(salesWords);
  const format = useFormat();
  const { mode } = useParams({ from: '/$mode' });
  const { data } = useQueries().useQuery('get', '/gigastore/activations/customers/{uid}', {
    params: { path: { uid: customer.uid } },
  });
  const items = data?.activatedItems.filter(({ state }) => state !== 'REFUNDED') ?? [];
  const bought = items.reduce((sum, { balance }) => sum + wholeOf(balance), 0);
  const terms = useWords(termsWords);
  const isUnlimited = items.some(({ balance }) => balance.dataType === 'unlimited');
  return (
    <PanelSection title={words.customer}>
      <Facts
        facts={[
          {
            name: words.email,
            value: (
              <Link
                className="link"
                to="/$mode/customers/$uid"
                params={{ mode, uid: customer.uid }}
              >
                {customer.email ?? words.noEmail}
              </Link>
            ),
          },
          { name: words.uid, value: customer.uid, copy: customer.uid, isCode: true },
          {
            name: words.totalData,
            value: isUnlimited
              ? terms.unlimited
              : data
                ? words.totalOf(format.bytes(bought), format.bytes(data.totalAvailableBytes))
                : '…',
          },
        ]}
      />
      <UsageFigure of={relatedEsims} />
      <table className="tbl mini">
        <thead>
          <tr>
            <th>{words.packages}</th>
            <th className="r">{words.left}</th>
            <th className="r">{words.expires}</th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, 6).map(({ uid, balance, state, countrySet }) => (
            <tr key={uid}>
              <td>
                <PackageName name={balance.name} countrySet={countrySet} />
              </td>
              <td className="r">
                {balance.dataType === 'unlimited'
                  ? terms.noLimit
                  : words.leftOf(format.bytes(balance.availableBytes), format.size(balance.size))}
              </td>
              <td className="r t2">
                {state === 'WAITING' || !balance.expiresAt
                  ? words.notStarted
                  : format.date(balance.expiresAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="tbl mini">
        <thead>
          <tr>
            <th>{words.profiles}</th>
            <th>{words.profileState}</th>
            <th className="r">{words.lastSeen}</th>
          </tr>
        </thead>
        <tbody>
          {relatedEsims.map(({ uid, iccid, state, lastSeen }) => (
            <tr key={uid}>
              <td>
                <Tail of={iccid} />
              </td>
              <td>
                <ProfileStateWord state={state} />
              </td>
              <td className="r">
                {lastSeen ? <Ago at={lastSeen} /> : <span className="t3">{words.never}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {relatedEsims[0] && <QrCode profile={relatedEsims[0]} />}
    </PanelSection>
  );
}

export function QrCode({ profile }: { profile: Schemas['EsimProfile'] }) {
  const words = useWords(salesWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const { pathname } = new URL(profile.qrCodeUrl);
  const tail = profile.iccid.slice(-4);
  const left = profile.installLimit - profile.installCount;
  return (
    <div className="qrbox">
      <img className="qr" src={pathname} alt={words.qr(tail)} width={116} height={116} />
      <div>
        <p className="strong s13">{words.qr(tail)}</p>
        <p className="t2 s13">{words.installs(profile.installCount, format.number(left))}</p>
        <div className="row qa">
          <Button
            size="xs"
            component="a"
            href={pathname}
            download={`${profile.iccid}.png`}
            leftSection={<IconDownload size={14} stroke={1.5} />}
          >
            {words.download}
          </Button>
          <CopyButton value={profile.activationCode}>
            {({ copied, copy }) => (
              <Button
                size="xs"
                variant="subtle"
                onClick={copy}
                leftSection={<IconCopy size={14} stroke={1.5} />}
              >
                {copied ? parts.copied : words.copyCode}
              </Button>
            )}
          </CopyButton>
        </div>
      </div>
    </div>
  );
}
