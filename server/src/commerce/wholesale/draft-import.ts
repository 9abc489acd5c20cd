import { isUuid, newId } from '../../kernel/ids.ts';
import { formatAmount } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { SheetFault } from '../../kernel/spreadsheet.ts';
import {
  applyEdit,
  type DataPlan,
  findPlanFault,
  type ListedPlan,
  type PlanField,
  type StoredCountrySet,
  termsColumns,
  toRegion,
} from '../catalog/index.ts';
import type { CatalogueFile, CountrySetLine, PlanLine } from './catalogue-file.ts';

/** A field that an import changes; null is no value. */
type FieldChange = { field: string; before: string | null; after: string | null };
export type LineChange = {
  line: number;
  kind: 'data_plan' | 'country_set';
  action: 'create' | 'update';
  /** The id of the data plan, or the code of the country set. */
  target: string;
  name: string;
  fields: FieldChange[];
};
/** The changes that an import would make. */
export type Draft = {
  changes: LineChange[];
  unchanged: number;
  faults: SheetFault[];
  countrySets: StoredCountrySet[];
  plans: DataPlan[];
  retired: { id: string; retired: boolean }[];
  prices: { dataPlanId: string; wholesaleMinor: bigint }[];
  costs: { dataPlanId: string; validFrom: string; costMinor: bigint }[];
};

/** The catalogue before the import, and the lines that were read already. */
export type Known = {
  now: Date;
  sets: Map<string, StoredCountrySet>;
  plans: Map<string, ListedPlan>;
  /** The IDs of the plans by name. */
  names: Map<string, string[]>;
  prices: Map<string, bigint>;
  seen: Map<string, number>;
};

/** Compares the lines of a file with the catalogue. */
export function draftImport(file: CatalogueFile, known: Known): Draft {
  const draft: Draft = {
    changes: [],
    unchanged: 0,
    faults: [],
    countrySets: [],
    plans: [],
    retired: [],
    prices: [],
    costs: [],
  };
  for (const line of file.countrySets)
    tryLine(line.line, draft, () => draftSet(line, known, draft));
  for (const line of file.plans) tryLine(line.line, draft, () => draftPlan(line, known, draft));
  return draft;
}

class LineRefusal extends Error {}

function tryLine(line: number, draft: Draft, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof LineRefusal || error instanceof Refusal)) throw error;
    draft.faults.push({ line, reason: error.message });
  }
}

function refuseRepeat(known: Known, key: string, line: number): void {
  const first = known.seen.get(key);
  if (first !== undefined) throw new LineRefusal(`is the same as line ${first}`);
  known.seen.set(key, line);
}

function draftSet(line: CountrySetLine, known: Known, draft: Draft): void {
  refuseRepeat(known, line.code, line.line);
  const before = known.sets.get(line.code);
  const { name = '', countries = [] } = line;
  const made = before ?? toRegion({ code: line.code, name, countries }, known.now);
  const after = applyEdit(made, line, known.now);
  const fields = changedFields(before && setFields(before), setFields(after));
  if (fields.length === 0) {
    draft.unchanged += 1;
    return;
  }
  draft.countrySets.push(after);
  draft.changes.push({
    line: line.line,
    kind: 'country_set',
    action: before ? 'update' : 'create',
    target: after.code,
    name: after.name,
    fields,
  });
}

function draftPlan(line: PlanLine, known: Known, draft: Draft): void {
  const before = findPlan(line, known);
  refuseRepeat(known, before?.id ?? line.id ?? line.name, line.line);
  const plan = toPlan(line, before);
  checkLine(plan, before, known);
  const wasRetired = before ? before.retiredAt !== null : false;
  const price = before ? known.prices.get(before.id) : undefined;
  const oldFields = before && {
    ...planFields(before),
    retired: String(wasRetired),
    wholesale_price: showAmount(price),
    cost: showAmount(before.costMinor),
  };
  const newFields = {
    ...planFields(plan),
    retired: String(line.retired ?? wasRetired),
    wholesale_price: showAmount(line.wholesaleMinor ?? price),
    cost: showAmount(line.costMinor ?? before?.costMinor),
  };
  const fields = changedFields(oldFields, newFields);
  if (fields.length === 0) {
    draft.unchanged += 1;
    return;
  }
  const { id: target, name } = plan;
  const action = before ? 'update' : 'create';
  draft.changes.push({ line: line.line, kind: 'data_plan', action, target, name, fields });
  keep(draft, { plan, line, wasRetired, now: known.now });
}

function keep(
  draft: Draft,
  of: { plan: DataPlan; line: PlanLine; wasRetired: boolean; now: Date },
): void {
  const { plan, line, wasRetired, now } = of;
  draft.plans.push(plan);
  const { retired = wasRetired, wholesaleMinor, costMinor } = line;
  if (retired !== wasRetired) draft.retired.push({ id: plan.id, retired });
  if (wholesaleMinor !== undefined) draft.prices.push({ dataPlanId: plan.id, wholesaleMinor });
  if (costMinor === undefined) return;
  const validFrom = now.toISOString().slice(0, 10);
  draft.costs.push({ dataPlanId: plan.id, validFrom, costMinor });
}

function findPlan(line: PlanLine, known: Known): ListedPlan | undefined {
  if (line.id !== undefined) {
    if (!isUuid(line.id)) throw new LineRefusal(`id is "${line.id}" and not the ID of a data plan`);
    const plan = known.plans.get(line.id);
    if (!plan && !line.name) throw new LineRefusal('no data plan has this ID, and name is missing');
    return plan;
  }
  const ids = known.names.get(line.name) ?? [];
  if (ids.length > 1) {
    throw new LineRefusal(`${ids.length} data plans are called "${line.name}"; add a column id`);
  }
  return ids[0] === undefined ? undefined : known.plans.get(ids[0]);
}

function toPlan(line: PlanLine, before: ListedPlan | undefined): DataPlan {
  const { sizeValue = before?.sizeValue, sizeUnit = before?.sizeUnit } = line;
  const { countrySet = before?.countrySet, carrier = before?.carrier } = line;
  const validityDays = line.validityDays === undefined ? before?.validityDays : line.validityDays;
  if (sizeValue === undefined || sizeUnit === undefined) throw new LineRefusal('size is missing');
  if (validityDays === undefined) throw new LineRefusal('validity_days is missing');
  if (countrySet === undefined) throw new LineRefusal('country_set is missing');
  if (carrier === undefined) throw new LineRefusal('carrier is missing');
  const id = before?.id ?? line.id ?? newId();
  const name = line.name || (before?.name ?? '');
  const { dataTerms = before?.dataTerms ?? null } = line;
  return { id, name, sizeValue, sizeUnit, validityDays, countrySet, carrier, dataTerms };
}

const COLUMN_OF: Record<PlanField, string> = {
  id: 'id',
  name: 'name',
  sizeValue: 'size',
  sizeUnit: 'size_unit',
  validityDays: 'validity_days',
  countrySet: 'country_set',
  carrier: 'carrier',
  dailyBytes: 'daily_bytes',
  dayTimeZone: 'day_time_zone',
  fairUse: 'fair_use_bytes',
};

function checkLine(plan: DataPlan, before: ListedPlan | undefined, known: Known): void {
  const fault = findPlanFault(plan);
  if (fault) throw new LineRefusal(`${COLUMN_OF[fault.field]} ${fault.must}`);
  const set = known.sets.get(plan.countrySet);
  const isNew = plan.countrySet !== before?.countrySet;
  if (!set || (isNew && set.retiredAt)) {
    throw new LineRefusal(`country_set is "${plan.countrySet}", which is no country set`);
  }
}

function planFields(plan: DataPlan): Record<string, string | null> {
  return {
    name: plan.name,
    size: `${plan.sizeValue} ${plan.sizeUnit}`,
    validity_days: plan.validityDays === null ? 'unlimited' : String(plan.validityDays),
    country_set: plan.countrySet,
    carrier: plan.carrier,
    ...termsColumns(plan.dataTerms),
  };
}

function setFields(set: StoredCountrySet): Record<string, string | null> {
  const { name, countries, retiredAt } = set;
  return { name, countries: countries.join(' '), retired: String(retiredAt !== null) };
}

function showAmount(amountMinor: bigint | null | undefined): string | null {
  return amountMinor === null || amountMinor === undefined ? null : formatAmount(amountMinor);
}

function changedFields(
  before: Record<string, string | null> | undefined,
  after: Record<string, string | null>,
): FieldChange[] {
  return Object.entries(after)
    .map(([field, value]) => ({ field, before: before?.[field] ?? null, after: value }))
    .filter((change) => change.before !== change.after);
}
