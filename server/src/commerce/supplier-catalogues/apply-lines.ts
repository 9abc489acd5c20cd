import type { DataTerms } from '../../kernel/data-terms.ts';
import { newId } from '../../kernel/ids.ts';
import type { DataPlan, ImportedSource, StoredCountrySet } from '../catalog/index.ts';
import type { CatalogueLine, KnownItem, OfferedItem } from './catalogue-run.ts';
import { judgeOffer } from './draft-lines.ts';
import type { NewCost } from './item-store.ts';
import type { Decision } from './line-store.ts';
import { countriesKey, newCountrySet, type PlanBook, readable, termsKey } from './match-plan.ts';
import { plannedTerms } from './planned-terms.ts';

/** What we know of a carrier's items, which the lines change one after the other. */
export type Shelf = { carrier: string; now: Date; items: Map<string, KnownItem>; book: PlanBook };

/** What is to be written. Each list may be empty. */
export type Changes = {
  decisions: Decision[];
  countrySets: StoredCountrySet[];
  plans: DataPlan[];
  added: ImportedSource[];
  off: ImportedSource[];
  on: ImportedSource[];
  items: Map<string, KnownItem>;
  costs: NewCost[];
};

/**
 * Applies lines to what is known now, which may be more than when they were drafted: a line that
 * has nothing left to change is applied, and one whose plan got another item meanwhile is refused.
 */
export function applyLines(shelf: Shelf, lines: readonly CatalogueLine[]): Changes {
  const changes = noChanges();
  for (const line of lines) {
    const decision = line.offer
      ? applyOffer(shelf, changes, { ...line, offer: line.offer })
      : applyGone(shelf, changes, line);
    changes.decisions.push(decision);
  }
  return changes;
}

/** Dismisses lines. Items that are new or cannot be taken are not shown again. */
export function dismissLines(shelf: Shelf, lines: readonly CatalogueLine[]): Changes {
  const changes = noChanges();
  for (const { line, item, offer, dataPlanId } of lines) {
    if (offer && !shelf.items.get(item)) {
      const dismissed = { dataPlanId: null, dismissedAt: shelf.now, goneAt: null };
      keep(shelf, changes, { ...factsOf(offer), ...dismissed, usdTenThousandths: null });
    }
    changes.decisions.push({ line, state: 'DISMISSED', reason: null, dataPlanId });
  }
  return changes;
}

function noChanges(): Changes {
  const lists = { decisions: [], countrySets: [], plans: [], added: [], off: [], on: [] };
  return { ...lists, items: new Map(), costs: [] };
}

function keep(shelf: Shelf, changes: Changes, item: KnownItem): void {
  shelf.items.set(item.item, item);
  changes.items.set(item.item, item);
}

function applied({ line }: CatalogueLine, dataPlanId: string | null): Decision {
  return { line, state: 'APPLIED', reason: null, dataPlanId };
}

function applyGone(shelf: Shelf, changes: Changes, line: CatalogueLine): Decision {
  const known = shelf.items.get(line.item);
  if (!known || known.goneAt !== null) return applied(line, line.dataPlanId);
  switchOff(shelf, changes, known);
  keep(shelf, changes, { ...known, goneAt: shelf.now });
  return applied(line, known.dataPlanId);
}

/** Switches the source of an item off, unless its plan has another item by now. */
function switchOff({ carrier, book }: Shelf, changes: Changes, known: KnownItem): void {
  const { item, dataPlanId } = known;
  const source = dataPlanId === null ? undefined : book.sources.get(dataPlanId);
  if (dataPlanId === null || source?.item !== item || source.isOff) return;
  book.sources.set(dataPlanId, { item, isOff: true });
  changes.off.push({ dataPlanId, carrier, item });
}

function factsOf({ cost: _, aliases: __, dataTerms, ...facts }: OfferedItem) {
  return { ...facts, dataTerms: readable(dataTerms) };
}

type OfferLine = CatalogueLine & { offer: OfferedItem };

function applyOffer(shelf: Shelf, changes: Changes, line: OfferLine): Decision {
  const { offer } = line;
  const known = shelf.items.get(offer.item);
  const { kind, reason, dataPlanId } = judgeOffer(offer, shelf);
  if (reason !== null) return { line: line.line, state: 'REFUSED', reason, dataPlanId: null };
  if (kind === 'unchanged') return applied(line, dataPlanId);
  if (kind === 'changed' && known) switchOff(shelf, changes, known);
  const isGrouped = kind === 'new' || kind === 'changed';
  const planId = isGrouped ? group(shelf, changes, offer) : dataPlanId;
  if (kind === 'back' && planId !== null) comeBack(shelf, changes, { planId, item: offer.item });

  const { cost } = offer;
  const usdTenThousandths = cost?.usdTenThousandths ?? null;
  const live = { dataPlanId: planId, dismissedAt: null, goneAt: null };
  const networks = offer.networks.length > 0 ? offer.networks : (known?.networks ?? []);
  keep(shelf, changes, { ...factsOf(offer), networks, ...live, usdTenThousandths });
  if (cost && known?.usdTenThousandths !== usdTenThousandths) {
    changes.costs.push({ item: offer.item, ...cost });
  }
  return applied(line, planId);
}

function comeBack(
  { carrier, book }: Shelf,
  changes: Changes,
  { planId, item }: { planId: string; item: string },
): void {
  const source = book.sources.get(planId);
  const of = { dataPlanId: planId, carrier, item };
  if (source?.item === item) changes.on.push(of);
  else changes.added.push(of);
  book.sources.set(planId, { item, isOff: false });
}

/** Makes the item a source of the plan with the same terms, and returns the plan's ID. */
function group(shelf: Shelf, changes: Changes, offer: OfferedItem): string {
  const { carrier, book } = shelf;
  const dataBytes = offer.dataBytes ?? 0n;
  const validityDays = offer.validityDays ?? 0;
  const terms = { ...offer, dataBytes, validityDays, dataTerms: readable(offer.dataTerms) };
  const key = termsKey(terms);
  const plan = book.plans.get(key) ?? createPlan(shelf, changes, terms);
  book.plans.set(key, plan);
  book.sources.set(plan.id, { item: offer.item, isOff: false });
  changes.added.push({ dataPlanId: plan.id, carrier, item: offer.item });
  return plan.id;
}

function createPlan(
  { carrier, book, now }: Shelf,
  changes: Changes,
  offer: Omit<OfferedItem, 'dataBytes' | 'validityDays' | 'dataTerms'> & {
    dataBytes: bigint;
    validityDays: number;
    dataTerms: DataTerms | null;
  },
): { id: string; name: string } {
  const { name, countries, validityDays } = offer;
  const countrySet = book.sets.get(countriesKey(countries)) ?? createSet();
  const terms = plannedTerms(offer);
  const plan: DataPlan = { id: newId(), name, ...terms, validityDays, countrySet, carrier };
  changes.plans.push(plan);
  return plan;

  function createSet(): string {
    const set = newCountrySet(countries, now);
    changes.countrySets.push(set);
    book.sets.set(countriesKey(countries), set.code);
    return set.code;
  }
}
