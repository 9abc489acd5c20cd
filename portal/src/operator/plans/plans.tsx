import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { useCountrySetChoices } from '../../parts/country-set.ts';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { useVolume } from '../../parts/data-terms.ts';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter, TextFilter } from '../../parts/filters/filters.tsx';
import { SearchFilter } from '../../parts/filters/search-filter.tsx';
import { ListPage } from '../../parts/list-page.tsx';
import { PackageName } from '../../parts/package-name.tsx';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useCarriers } from '../use-choices.ts';
import { usePlanColumns, useValidity } from './columns.tsx';
import { ImportButton } from './import-button.tsx';
import { ImportDrawer } from './import-drawer.tsx';
import { NewPlan } from './plan-form.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { planWords } from './words.ts';

const route = getRouteApi('/$mode/plans');
const PAGE = 100;
type Plan = Schemas['DataPlanSummary'];
const idOf = ({ id }: Plan) => id;

/** Every data plan of the platform, with its wholesale price and its cost. */
export function PlansPage() {
  const words = useWords(planWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = usePlanColumns();
  const set = (change: Partial<typeof search>, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false });
  const found = usePlans(search);
  const { calls } = useApi();
  const { carrier, q, retired } = search;
  const isFiltered = Boolean(q || search.set || carrier || retired);
  return (
    <>
      <ListPage
        title={words.title}
        actions={
          <>
            <ImportButton onClick={() => set({ import: 'csv' }, false)} />
            <AllowedButton
              calls="POST /operator/data-plans"
              variant="filled"
              leftSection={<IconPlus size={16} stroke={1.5} />}
              onClick={() => set({ new: 'plan' }, false)}
            >
              {words.create}
            </AllowedButton>
          </>
        }
        filters={
          <>
            <TextFilter label={words.search} value={q} onChange={(next) => set({ q: next })} />
            <SearchFilter
              name={words.set}
              value={search.set}
              choices={useCountrySetChoices()}
              onChange={(next) => set({ set: next })}
            />
            <ChoiceFilter
              name={words.carrier}
              value={carrier}
              choices={useCarriers()}
              onChange={(next) => set({ carrier: next })}
            />
            <ChoiceFilter
              name={words.retiredFilter}
              value={retired}
              choices={Object.entries(words.retiredChoices).map(([value, label]) => ({
                value,
                label,
              }))}
              onChange={(next) => set({ retired: next })}
            />
            <CsvButton
              name="data-plans"
              load={() =>
                calls.GET('/operator/data-plans', {
                  params: { query: { ...queryOf(search), bom: true } },
                  ...AS_CSV,
                })
              }
            />
          </>
        }
        panel={
          search.open && (
            <PlanPanel key={search.open} id={search.open} close={() => set({ open: undefined })} />
          )
        }
      >
        <FoundTable
          found={found}
          label={words.title}
          rows={found.items}
          columns={columns}
          idOf={idOf}
          nameOf={({ name }) => name}
          phoneRow={(plan) => <PhoneRow plan={plan} />}
          openId={search.open}
          onOpen={(_, open) => set({ open }, Boolean(search.open))}
          onClose={() => set({ open: undefined })}
          isFiltered={isFiltered}
          clear={() =>
            set({ q: undefined, set: undefined, carrier: undefined, retired: undefined })
          }
          empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
        />
      </ListPage>
      <NewPlan
        isOpen={Boolean(search.new)}
        close={() => set({ new: undefined })}
        onCreated={(open) => set({ new: undefined, open })}
      />
      <ImportDrawer
        isOpen={Boolean(search.import)}
        close={() => set({ import: undefined })}
        listId={search.import === 'csv' ? null : search.import}
      />
    </>
  );
}

type Search = { q?: string; set?: string; carrier?: string; retired?: string };

function usePlans(search: Search) {
  const { calls } = useApi();
  const { q, set, carrier, retired } = search;
  return usePages(['data plans', q, set, carrier, retired], ({ after, signal }) =>
    calls.GET('/operator/data-plans', {
      params: { query: { limit: PAGE, after, ...queryOf(search) } },
      signal,
    }),
  );
}

function queryOf({ q, set, carrier, retired }: Search) {
  return { q, country_set: set, carrier, ...(retired && { retired: retired === 'yes' }) };
}

function PhoneRow({ plan }: { plan: Plan }) {
  const words = useWords(planWords);
  const volume = useVolume();
  const format = useFormat();
  const validity = useValidity();
  return (
    <>
      <div className="l1">
        <PackageName name={plan.name} countrySet={plan.countrySet} />
        <span className="num">
          {plan.wholesalePrice ? format.money(plan.wholesalePrice) : words.unknown}
        </span>
      </div>
      <div className="l2">
        <span>
          {volume(plan)}, {validity(plan.validityDays)}
        </span>
        <span>{plan.carrier}</span>
      </div>
    </>
  );
}
