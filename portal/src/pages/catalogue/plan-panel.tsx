import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.tsx';
import { State } from '../../look/state.tsx';
import { CountryList } from '../../parts/country-list.tsx';
import { useCountrySetName } from '../../parts/country-set.ts';
import { useTermsFacts, useVolume } from '../../parts/data-terms.ts';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Flag } from '../../parts/flag.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { partWords } from '../../parts/words.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useValidity } from './columns.tsx';
import type { Plan } from './use-catalogue.ts';
import { catalogueWords } from './words.ts';

type Props = {
  plan?: Plan;
  isLoading: boolean;
  at?: { index: number; total: number };
  previous?: () => void;
  next?: () => void;
  close: () => void;
  offer: () => void;
  takeOut: () => void;
};

/** One plan of the catalogue: price, coverage, and whether it is offered. */
export function PlanPanel({ plan, isLoading, at, offer, takeOut, ...moves }: Props) {
  const words = useWords(catalogueWords);
  const parts = useWords(partWords);
  const format = useFormat();
  return (
    <Panel
      label={plan?.name ?? words.package}
      place={at && parts.of(format.number(at.index), format.number(at.total))}
      {...moves}
    >
      {plan && <PlanDetail {...{ plan, offer, takeOut }} />}
      {!plan && (
        <PanelSection>
          {isLoading ? (
            <Skeleton rows={8} row={28} />
          ) : (
            <Empty title={words.notHere}>{words.notHereText}</Empty>
          )}
        </PanelSection>
      )}
    </Panel>
  );
}

type DetailProps = { plan: Plan; offer: () => void; takeOut: () => void };

function PlanDetail({ plan, offer, takeOut }: DetailProps) {
  const words = useWords(catalogueWords);
  const volume = useVolume();
  const termsFacts = useTermsFacts();
  const format = useFormat();
  const validity = useValidity()(plan);
  const set = useCountrySetName()(plan.countrySet);
  return (
    <>
      <PanelSection>
        <div className="pk-title">
          <Flag of={plan.countrySet} />
          <h2>{plan.name}</h2>
        </div>
        <p className="s13 t2">
          {plan.offered ? (
            <State shape="done">{words.inInventory}</State>
          ) : (
            <State shape="fact">{words.notOffered}</State>
          )}
        </p>
        <div className="row pk-acts">
          <PlanActs {...{ plan, offer, takeOut }} />
        </div>
      </PanelSection>
      <PanelSection>
        <Facts
          facts={[
            { name: words.price, value: format.money(plan.wholesalePrice) },
            ...(plan.plannedPrice
              ? [
                  {
                    name: words.priceFrom(format.date(plan.plannedPrice.effectiveAt)),
                    value: format.money(plan.plannedPrice.price),
                  },
                ]
              : []),
            { name: words.suggested, value: format.money(plan.suggestedRetailPrice) },
            { name: words.size, value: volume(plan) },
            ...termsFacts(plan),
            { name: words.validity, value: validity },
            { name: words.countrySet, value: `${set} (${words.kinds[plan.countrySetKind]})` },
            {
              name: words.productId,
              value: plan.productId,
              copy: plan.productId,
              isCode: true,
            },
          ]}
        />
      </PanelSection>
      <PanelSection
        title={
          <>
            {words.countries}{' '}
            <span className="t3 num">{format.number(plan.includedCountries.length)}</span>
          </>
        }
      >
        <CountryList codes={plan.includedCountries} />
      </PanelSection>
      <Networks productId={plan.productId} />
    </>
  );
}

/** The known networks of the countries. */
function Networks({ productId }: { productId: string }) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  const { data, error } = useApi().queries.useQuery('get', '/gigastore/catalogue/{productId}', {
    params: { path: { productId } },
  });
  const sorted = (data?.networks ?? [])
    .map((network) => ({ ...network, countryName: format.country(network.country) }))
    .toSorted((a, b) => a.countryName.localeCompare(b.countryName));
  return (
    <PanelSection
      title={
        <>
          {words.networks}{' '}
          {sorted.length > 0 && <span className="t3 num">{format.number(sorted.length)}</span>}
        </>
      }
    >
      <ErrorNotice error={error} />
      {!data && !error && <Skeleton rows={2} />}
      {data && sorted.length === 0 && <State shape="unknown">{words.networksUnknown}</State>}
      <ul className="lines s13">
        {sorted.map(({ country, countryName, mcc, mnc, name, technologies }) => (
          <li key={`${country} ${mcc} ${mnc}`}>
            <span className="pk grow">
              <Flag of={country} />
              <span>
                {name} <span className="t3">{countryName}</span>
              </span>
            </span>
            <span className="t2">{technologies.join(', ')}</span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function PlanActs({ plan, offer, takeOut }: DetailProps) {
  const words = useWords(catalogueWords);
  const { mode } = useParams({ from: '/$mode' });
  const may = useMay();
  if (!plan.inventoryItemId) {
    return (
      <AllowedButton
        calls="POST /gigastore/products/inventory"
        leftSection={<IconPlus size={16} stroke={1.5} />}
        onClick={offer}
      >
        {words.offer}
      </AllowedButton>
    );
  }
  return (
    <>
      <Button
        component={Link}
        {...({
          to: '/$mode/inventory',
          params: { mode },
          search: { open: plan.inventoryItemId },
        } as object)}
      >
        {words.toInventory}
      </Button>
      {may('DELETE /gigastore/products/inventory/{id}') && (
        <Button variant="subtle" onClick={takeOut}>
          {words.takeOut}
        </Button>
      )}
    </>
  );
}
