import { type AuditTrail, audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { SheetFault } from '../../kernel/spreadsheet.ts';
import type { Scope } from '../../platform/db/scope.ts';
import {
  lockPriceList,
  raiseCatalogueVersion,
  selectAllPlans,
  selectDefaultPriceList,
  selectPrices,
  selectStoredCountrySets,
  updateRetirement,
  upsertDataPlans,
  upsertEditedCountrySets,
  upsertPlanCosts,
} from '../catalog/index.ts';
import { readItemsPaidBy } from '../inventory/index.ts';
import { readCatalogueFile } from './catalogue-file.ts';
import { type Draft, draftImport, type Known, type LineChange } from './draft-import.ts';
import { setPrices } from './set-prices.ts';

/** The scope of a request, or of a command, which has no audit log. */
type ImportScope = Pick<Scope, 'db' | 'now'> & AuditTrail;

export type CatalogueImport = {
  isDryRun: boolean;
  unchanged: number;
  changes: LineChange[];
  errors: SheetFault[];
  /** The resellers who offer a plan whose price for them changes. */
  resellers: number;
};

export type ImportCatalogue = {
  csv: string;
  isDryRun: boolean;
  /** The price list for the prices of the file; by default the default list. */
  priceListId: string | undefined;
};

/**
 * Creates and updates data plans or country sets from a spreadsheet: all of its lines, or none when
 * a line is wrong or `isDryRun` is set. A plan is found by its `id`, otherwise by its name; an
 * empty cell leaves a field as it is. Throws `price_list_not_found`.
 */
export async function importCatalogue(
  scope: ImportScope,
  { csv, isDryRun, priceListId }: ImportCatalogue,
): Promise<CatalogueImport> {
  const list = await lockPriceList(scope.db, priceListId ?? (await defaultListId(scope)));
  const file = readCatalogueFile(csv);
  const draft = draftImport(file, await readKnown(scope, list.id));
  const errors = [...file.faults, ...draft.faults].sort((a, b) => a.line - b.line);
  const { changes, unchanged } = draft;
  const resellers = await countAffected(scope, { changes, priceListId: list.id });
  if (!isDryRun && errors.length === 0 && changes.length > 0) {
    await apply(scope, draft, list.id);
    const after = { changes: changes.length, priceListId: list.id };
    audit(scope, { action: 'catalogue.imported', target: list.id, before: null, after });
  }
  return { isDryRun, unchanged, changes, errors, resellers };
}

type Changes = { changes: readonly LineChange[]; priceListId: string };

async function countAffected({ db }: ImportScope, { changes, priceListId }: Changes) {
  const priced = changes.filter(({ fields }) =>
    fields.some(({ field }) => field === 'wholesale_price'),
  );
  const dataPlanIds = priced.map(({ target }) => target);
  if (dataPlanIds.length === 0) return 0;
  const items = await readItemsPaidBy(db, { priceListId, dataPlanIds });
  return new Set(items.map(({ organizationId }) => organizationId)).size;
}

async function defaultListId({ db }: ImportScope): Promise<string> {
  const list = await selectDefaultPriceList(db);
  if (!list) throw new Refusal('price_list_not_found', 'There is no default price list.');
  return list.id;
}

async function readKnown({ db, now }: ImportScope, priceListId: string): Promise<Known> {
  const plans = await selectAllPlans(db);
  const names = new Map<string, string[]>();
  for (const { id, name } of plans) names.set(name, [...(names.get(name) ?? []), id]);
  const sets = await selectStoredCountrySets(db);
  const prices = await selectPrices(db, priceListId);
  return {
    now,
    sets: new Map(sets.map((set) => [set.code, set])),
    plans: new Map(plans.map((plan) => [plan.id, plan])),
    names,
    prices: new Map(prices.map((price) => [price.dataPlanId, price.wholesaleMinor])),
    seen: new Map(),
  };
}

async function apply(scope: ImportScope, draft: Draft, priceListId: string): Promise<void> {
  if (draft.countrySets.length > 0) await upsertEditedCountrySets(scope.db, draft.countrySets);
  await upsertDataPlans(scope.db, draft.plans);
  for (const retired of [true, false]) {
    const ids = draft.retired.filter((each) => each.retired === retired).map(({ id }) => id);
    await updateRetirement(scope.db, { ids, retiredAt: retired ? scope.now : null });
  }
  if (draft.prices.length > 0) await setPrices(scope, { priceListId, prices: draft.prices });
  if (draft.costs.length > 0) await upsertPlanCosts(scope.db, draft.costs);
  await raiseCatalogueVersion(scope.db);
}
