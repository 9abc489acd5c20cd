import { Menu } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { type Shape, State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Reading } from '../../parts/loading.tsx';
import { MoreMenu } from '../../parts/more-menu.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { Ago } from '../../parts/time.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { BalanceLimits } from './balance-limits.tsx';
import { CallList } from './call-list.tsx';
import { NoticeUrl } from './notice-url.tsx';
import { supplierWords } from './supplier-words.ts';

type Supplier = Schemas['Carrier'];
type Health = Schemas['CarrierCountrySet'] | Schemas['CarrierCountry'] | Supplier;

export const HEALTH_SHAPES: Record<Health['state'], Shape> = {
  healthy: 'done',
  failing: 'warning',
  down: 'failed',
  unknown: 'unknown',
};
const READ_EVERY_MS = 30_000;

/** How each supplier does, on the whole and by country, and our balance there. */
export function Suppliers() {
  const words = useWords(supplierWords);
  const [limited, setLimited] = useState<Supplier>();
  const [registered, setRegistered] = useState<string>();
  const [called, setCalled] = useState<string>();
  const found = useQueries().useQuery(
    'get',
    '/operator/carriers',
    {},
    { refetchInterval: READ_EVERY_MS },
  );
  const { data, error, refetch } = found;
  return (
    <>
      <p className="t2 s13 key-lead">{words.text}</p>
      <Reading data={data} error={error} refetch={refetch} rows={4} />
      {data?.items.length === 0 && <Empty title={words.none}>{words.noneText}</Empty>}
      {data && data.items.length > 0 && (
        <table className="tbl plain" aria-label={words.supplier}>
          <thead>
            <tr>
              <th>{words.supplier}</th>
              <th className="desk">{words.state}</th>
              <th className="desk r">{words.failed}</th>
              <th className="desk">{words.answers}</th>
              <th className="desk">{words.lastAnswer}</th>
              <th className="r">{words.balance}</th>
              <ActionsHead />
            </tr>
          </thead>
          <tbody>
            {data.items.map((supplier) => (
              <SupplierRows
                key={supplier.carrier}
                supplier={supplier}
                limit={() => setLimited(supplier)}
                register={() => setRegistered(supplier.carrier)}
                showCalls={() => setCalled(supplier.carrier)}
              />
            ))}
          </tbody>
        </table>
      )}
      {called !== undefined && <CallList carrier={called} close={() => setCalled(undefined)} />}
      {registered !== undefined && (
        <NoticeUrl carrier={registered} close={() => setRegistered(undefined)} />
      )}
      {limited && <BalanceLimits supplier={limited} close={() => setLimited(undefined)} />}
    </>
  );
}

type RowsProps = {
  supplier: Supplier;
  limit: () => void;
  register: () => void;
  showCalls: () => void;
};

function SupplierRows({ supplier, limit, register, showCalls }: RowsProps) {
  const words = useWords(supplierWords);
  const may = useMay();
  const { carrier, lastFailure, countrySets, countries } = supplier;
  const format = useFormat();
  // A set of one country is that country.
  const sets = countrySets.filter(
    (one) => !countries.some(({ country }) => country === one.countrySet),
  );
  const places: { name: string; health: Health }[] = [
    ...countries.map((one) => ({ name: format.country(one.country), health: one })),
    ...sets.map((one) => ({ name: one.countrySet, health: one })),
  ];
  return (
    <>
      <tr className="tall">
        <td>
          <span className="strong">{carrier}</span>
          <div className="t2 s13">{words.throttles[supplier.throttles ?? 'none']}</div>
          <span className="phone-line">
            <HealthState health={supplier} />
          </span>
        </td>
        <HealthCells health={supplier} />
        <td className="r num">
          <Balance account={supplier.account} />
        </td>
        <td className="r nowrap">
          <AllowedButton calls="PUT /operator/carriers" size="xs" onClick={limit}>
            {words.limits}
            <span className="vh"> {carrier}</span>
          </AllowedButton>
          <MoreMenu size={28} label={words.actions(carrier)}>
            <Menu.Item onClick={showCalls}>{words.calls}</Menu.Item>
            {may('POST /operator/carriers/notices') && (
              <Menu.Item onClick={register}>{words.register}</Menu.Item>
            )}
          </MoreMenu>
        </td>
      </tr>
      {places.map(({ name, health }) => (
        <tr key={name}>
          <td className="t2 country-of">
            {name}
            <span className="phone-line">
              <HealthState health={health} />
            </span>
          </td>
          <HealthCells health={health} />
          <td />
          <td />
        </tr>
      ))}
      {lastFailure !== null && supplier.state !== 'healthy' && (
        <tr>
          <td className="t2 s13" colSpan={7}>
            {lastFailure}
          </td>
        </tr>
      )}
    </>
  );
}

function HealthState({ health: { state, breaker } }: { health: Health }) {
  const words = useWords(supplierWords);
  return (
    <State shape={HEALTH_SHAPES[state]}>
      {breaker.state === 'half_open' ? words.trying : words.states[state]}
    </State>
  );
}

function HealthCells({ health }: { health: Health }) {
  const words = useWords(supplierWords);
  const format = useFormat();
  const { calls, failures, medianMs, p95Ms, lastAnswerAt } = health;
  const seconds = (ms: number | null) => (ms === null ? '–' : format.decimal(ms / 1_000));
  return (
    <>
      <td className="desk">
        <HealthState health={health} />
      </td>
      <td className="desk r num">
        {calls === 0 ? '–' : words.ofCalls(format.number(failures), format.number(calls))}
      </td>
      <td className="desk t2">
        {medianMs === null ? '–' : words.seconds(seconds(medianMs), seconds(p95Ms))}
      </td>
      <td className="desk t2">{lastAnswerAt ? <Ago at={lastAnswerAt} /> : words.never}</td>
    </>
  );
}

function Balance({ account }: { account: Supplier['account'] }) {
  const words = useWords(supplierWords);
  const format = useFormat();
  const { balance, currency, isLow, stopsOrders } = account;
  return (
    <>
      {balance === null || currency === null
        ? words.unread
        : format.money({ priceValue: balance, currencyCode: currency })}
      {isLow && (
        <div>
          <State shape={stopsOrders ? 'failed' : 'warning'}>
            {stopsOrders ? words.stopped : words.low}
          </State>
        </div>
      )}
    </>
  );
}
