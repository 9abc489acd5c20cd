import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { CountryList } from '../../parts/country-list.tsx';
import { useTermsFacts, useVolume } from '../../parts/data-terms.ts';
import { Facts } from '../../parts/facts.tsx';
import { Flag } from '../../parts/flag.tsx';
import { Reading } from '../../parts/loading.tsx';
import { MoneyInput } from '../../parts/money-input.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { RetireButton } from '../retire-button.tsx';
import { marginOf, useValidity } from './columns.tsx';
import { EditPlan } from './plan-form.tsx';
import { PlanSources } from './plan-sources.tsx';
import { planWords } from './words.ts';

type Plan = Schemas['DataPlan'];

/** One data plan: its terms, its countries, and its cost over time. */
export function PlanPanel({ id, close }: { id: string; close: () => void }) {
  const words = useWords(planWords);
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/data-plans/{id}', {
    params: { path: { id } },
  });
  return (
    <Panel label={data?.name ?? id} close={close}>
      <PanelSection>
        <Reading data={data} error={error} refetch={refetch} rows={8} row={28} />
        {data && <Plan plan={data} />}
      </PanelSection>
      {data && (
        <PanelSection title={words.costs}>
          <Costs plan={data} />
        </PanelSection>
      )}
      {data && <PlanSources plan={data} />}
      {data && <WorksIn code={data.countrySet} />}
    </Panel>
  );
}

function Plan({ plan }: { plan: Plan }) {
  const words = useWords(planWords);
  const format = useFormat();
  const validity = useValidity();
  const termsFacts = useTermsFacts();
  const volume = useVolume();
  const [isEditing, setEditing] = useState(false);
  const margin = marginOf(plan);
  return (
    <>
      <div className="pk-title">
        <Flag of={plan.countrySet} />
        <h2>{plan.name}</h2>
      </div>
      {!plan.wholesalePrice && (
        <Notice tone="wait" title={words.noPrice}>
          <Link
            className="link"
            to="/$mode/price-lists"
            params={{ mode: 'operator' }}
            search={{ q: plan.name }}
          >
            {words.setPrice}
          </Link>
        </Notice>
      )}
      <Facts
        facts={[
          { name: words.size, value: volume(plan) },
          ...termsFacts(plan),
          { name: words.validity, value: validity(plan.validityDays) },
          { name: words.carrier, value: plan.carrier },
          {
            name: words.wholesale,
            value: plan.wholesalePrice ? format.money(plan.wholesalePrice) : words.unknown,
          },
          { name: words.cost, value: plan.cost ? format.money(plan.cost) : words.unknown },
          {
            name: words.margin,
            value: margin === undefined ? words.unknown : format.money({ priceValue: margin }),
          },
          { name: words.planId, value: plan.id, copy: plan.id, isCode: true },
          { name: words.createdAt, value: format.exact(plan.createdAt) },
        ]}
      />
      <div className="row pk-acts">
        <AllowedButton
          calls="PUT /operator/data-plans/{id}"
          size="xs"
          onClick={() => setEditing(true)}
        >
          {words.edit}
        </AllowedButton>
        <Retire plan={plan} />
      </div>
      {isEditing && <EditPlan plan={plan} close={() => setEditing(false)} />}
    </>
  );
}

function Retire({ plan }: { plan: Plan }) {
  const words = useWords(planWords);
  const may = useMay();
  const { queries, intention, accept } = useChange();
  const save = queries.useMutation('put', '/operator/data-plans/{id}', {
    onSuccess: () => accept(words.saved),
  });
  if (!may('PUT /operator/data-plans/{id}')) return null;
  return (
    <RetireButton
      isRetired={plan.retiredAt !== null}
      words={words}
      title={words.retireTitle(plan.name)}
      isBusy={save.isPending}
      error={save.error}
      change={(retired, done) =>
        save.mutate(
          {
            params: { path: { id: plan.id }, header: intention.headers() },
            body: { retired },
          },
          { onSuccess: done },
        )
      }
    />
  );
}

function Costs({ plan }: { plan: Plan }) {
  const words = useWords(planWords);
  const format = useFormat();
  const may = useMay();
  return (
    <>
      {plan.costs.length === 0 && <p className="t2 s13">{words.noCost}</p>}
      {plan.costs.length > 0 && (
        <Facts
          facts={plan.costs.map(({ validFrom, cost, setBy }) => ({
            name: format.date(validFrom),
            value: `${format.money(cost)}, ${words.costSetBy[setBy]}`,
          }))}
        />
      )}
      {may('PUT /operator/data-plans/{id}/cost') && <CostForm id={plan.id} />}
    </>
  );
}

function CostForm({ id }: { id: string }) {
  const words = useWords(planWords);
  const { queries, intention, accept } = useChange();
  const form = useForm({ initialValues: { cost: '', validFrom: '' } });
  const save = queries.useMutation('put', '/operator/data-plans/{id}/cost', {
    onSuccess: () => {
      accept(words.costSaved);
      form.reset();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form
      className="form pad-top"
      onSubmit={form.onSubmit(({ cost, validFrom }) =>
        save.mutate({
          params: { path: { id }, header: intention.headers() },
          body: {
            cost: { priceValue: Number(cost), currencyCode: 'USD' },
            ...(validFrom && { validFrom }),
          },
        }),
      )}
    >
      <MoneyInput label={words.newCost} {...form.getInputProps('cost')} />
      <TextInput label={words.validFrom} type="date" {...form.getInputProps('validFrom')} />
      <ErrorNotice error={save.error} />
      <div className="row">
        <Button type="submit" size="xs" loading={save.isPending} disabled={form.values.cost === ''}>
          {words.setCost}
        </Button>
      </div>
    </form>
  );
}

function WorksIn({ code }: { code: string }) {
  const words = useWords(planWords);
  const { data } = useQueries().useQuery('get', '/operator/country-sets/{code}', {
    params: { path: { code } },
  });
  if (!data) return null;
  return (
    <PanelSection title={`${words.worksIn}: ${data.name}`}>
      <CountryList codes={data.countries} />
    </PanelSection>
  );
}
