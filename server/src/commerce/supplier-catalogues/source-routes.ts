// Where data plans are ordered, checked by what the suppliers offer, with thin handlers.
import { Type } from 'typebox';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, described, nullable, oneOf, RequestId } from '../../platform/http/schemas.ts';
import {
  aPlan,
  aPlanSource,
  DataPlanSchema,
  PlanSourcesBody,
  showPlanWithCosts,
} from '../catalog/index.ts';
import { checkSources, type FaultyItem, setCheckedSources } from './check-sources.ts';
import { SOURCE_FAULTS } from './compare-source.ts';

const PATH = '/operator/data-plans/:id';
const tag = 'Operator: catalogue';
const params = Type.Object({ id: RequestId });
const figure = (description: string) => described(nullable(Type.Number()), description);

const SourceFaultsSchema = answer('SourceFaults', {
  items: Type.Array(
    answer('SourceFault', {
      carrier: Type.String({ description: 'The carrier of the source.' }),
      item: Type.String({ description: "The carrier's code of what is ordered." }),
      fault: oneOf(SOURCE_FAULTS, {
        description:
          '`other_terms` of data, `gone` from the catalogue or `above_cost`: nothing is ordered ' +
          'there. `less_data`, `shorter_validity`, `fewer_countries`: it is ordered, and gives ' +
          'less than the plan promises. `not_in_catalogue`: its terms are checked at orders only.',
      }),
      offered: figure(
        'What the item has: USD, bytes, days, or how many countries of the plan; `null` for ' +
          'faults without figures.',
      ),
      planned: figure('What the plan has, in the same unit; `null` if it never expires.'),
    }),
    { description: 'Each way in which a source falls short of the plan.' },
  ),
});
const someFaults = {
  items: [
    {
      ...{ carrier: 'esim-access', item: 'AT_1_7', fault: 'shorter_validity' },
      ...{ offered: 7, planned: 30 },
    },
  ],
};

/** Declares the routes of the sources of data plans. */
export function declareSources(routes: Routes): void {
  routes.write(
    `PUT ${PATH}/sources`,
    {
      id: 'setPlanSources',
      scope: 'operate',
      tag,
      summary: 'Set the sources of a data plan',
      description:
        'Replaces where the plan is ordered if its carrier is called after a sale, and how one ' +
        'of the sources is chosen for an order. An order that a source refuses goes to the next. ' +
        'An item that gives data on other terms than the plan, by the latest import of its ' +
        "carrier's catalogue, is refused.",
      params,
      body: PlanSourcesBody,
      answer: DataPlanSchema,
      example: { ...aPlan, carrier: 'esim-access', sources: [aPlanSource] },
      refusals: ['invalid_request', 'data_plan_not_found'],
    },
    async (scope, { params: { id }, body: { policy = 'preferred', sources } }) =>
      showPlanWithCosts(await setCheckedSources(scope, { id, policy, sources })),
  );
  routes.read(
    `${PATH}/source-faults`,
    {
      id: 'listSourceFaults',
      scope: 'assist',
      tag,
      summary: 'List the faults of the sources of a data plan',
      description:
        'Compares the sources of the plan with the imported catalogues of their carriers. ' +
        'Sources that are off, and carriers whose catalogue was never imported, are left out.',
      params,
      answer: SourceFaultsSchema,
      example: someFaults,
      refusals: ['data_plan_not_found'],
    },
    async ({ db }, { params: { id } }) => ({ items: (await checkSources(db, id)).map(showFault) }),
  );
}

function showFault({ known: _, ...fault }: FaultyItem) {
  return fault;
}
