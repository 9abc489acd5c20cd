import { invalid } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import {
  findCountrySet,
  type PlanSourcing,
  type PlanWithCosts,
  readPlan,
  setPlanSources,
} from '../catalog/index.ts';
import {
  type CatalogueItem,
  compareSource,
  type SourceFault,
  withoutFigures,
} from './compare-source.ts';
import { selectItemsOfSources } from './item-store.ts';
import { selectPreviewedOffer } from './line-store.ts';
import { nominalSize, readable } from './match-plan.ts';

type Named = { carrier: string; item: string };
export type FaultyItem = SourceFault & Named & { known: CatalogueItem | null };

/**
 * Returns in what the items of sources fall short of a plan, by the catalogues of their suppliers
 * that were imported. A supplier without a catalogue says nothing about its items.
 */
async function findSourceFaults(
  db: Queryable,
  plan: PlanWithCosts,
  sources: readonly Named[],
): Promise<FaultyItem[]> {
  const { countries } = await findCountrySet(db, plan.countrySet);
  const faults: FaultyItem[] = [];
  for (const { carrier, item, known: applied } of await selectItemsOfSources(db, sources)) {
    const known = applied ?? (await previewed(db, { carrier, item }));
    const own = known
      ? compareSource({ ...plan, countries }, known)
      : [withoutFigures('not_in_catalogue')];
    faults.push(...own.map((one) => ({ ...one, carrier, item, known })));
  }
  return faults;
}

/** An item that was not applied, such as one of a plan that has another item of its supplier. */
async function previewed(db: Queryable, named: Named): Promise<CatalogueItem | null> {
  const offer = await selectPreviewedOffer(db, named);
  if (!offer) return null;
  return { ...offer, goneAt: null, usdTenThousandths: offer.cost?.usdTenThousandths ?? null };
}

/** Returns in what the sources of a plan fall short of it. Throws `data_plan_not_found`. */
export async function checkSources(db: Queryable, id: string): Promise<FaultyItem[]> {
  const plan = await readPlan(db, id);
  const ordered = plan.sources.filter(({ offSince }) => offSince === null);
  return findSourceFaults(db, plan, ordered);
}

/**
 * Sets the sources of a plan unless one of them, by the catalogue of its supplier, gives data on
 * other terms: nothing would ever be ordered there. Throws `data_plan_not_found`,
 * `invalid_request`.
 */
export async function setCheckedSources(
  scope: Scope,
  sourcing: PlanSourcing,
): Promise<PlanWithCosts> {
  const { id, sources } = sourcing;
  const faults = await findSourceFaults(scope.db, await readPlan(scope.db, id), sources);
  for (const { fault, carrier, item, known } of faults) {
    if (fault !== 'other_terms' || !known) continue;
    const index = sources.findIndex((one) => one.carrier === carrier && one.item === item);
    const offered = `in the catalogue of ${carrier} it has ${describe(known)}`;
    throw invalid(`/sources/${index}/item`, `must give data as the plan does: ${offered}`);
  }
  return setPlanSources(scope, sourcing);
}

function describe({ dataTerms, dataBytes, validityDays }: CatalogueItem): string {
  const days = `for ${validityDays} ${validityDays === 1 ? 'day' : 'days'}`;
  const size = (bytes: number | bigint) => {
    const { sizeValue, sizeUnit } = nominalSize(BigInt(bytes));
    return `${sizeValue} ${sizeUnit}`;
  };
  const { dataType, dailyBytes, fairUse } = readable(dataTerms) ?? {};
  const data = {
    total: `${size(dataBytes ?? 0n)} in all`,
    daily: `${size(dailyBytes ?? 0)} a day`,
    unlimited: 'unlimited data',
  }[dataType ?? 'total'];
  const slow = fairUse && `, slower after ${size(fairUse.bytes)}`;
  return `${data} ${days}${slow ?? ''}`;
}
