import type { LosingPlan } from '../../commerce/catalog/index.ts';
import type { Locale } from '../../kernel/locale.ts';
import { toPrice } from '../../kernel/money.ts';
import type { Finding, Phrasing } from './finding.ts';
import { FINDING_WORDS } from './finding-words.ts';

const NAMED = 3;
const NOBODY = { organizationId: null, organizationName: null, accountId: null };

/** Returns one finding about all plans whose lowest price is below their cost. */
export function findPlanTroubles(
  plans: readonly LosingPlan[],
  { locale }: Pick<Phrasing, 'locale'>,
): Finding[] {
  if (plans.length === 0) return [];
  const named = plans.slice(0, NAMED).map((plan) => nameOf(plan, locale));
  const whose = [...named, ...(plans.length > NAMED ? ['…'] : [])].join(', ');
  const count = plans.length;
  const since = new Date(Math.min(...plans.map((plan) => plan.since.getTime())));
  const phrased = FINDING_WORDS[locale].sold_below_cost({ count, whose, since: '', why: '' });
  return [{ kind: 'sold_below_cost', severity: 'warning', ...NOBODY, since, count, ...phrased }];
}

function nameOf({ name, lowestMinor, costMinor }: LosingPlan, locale: Locale): string {
  const [price, cost] = [lowestMinor, costMinor].map((minor) => amountOf(minor, locale));
  return `${name} (${price} < ${cost})`;
}

function amountOf(minor: bigint, locale: Locale): string {
  const { priceValue, currencyCode } = toPrice(minor);
  const style = { style: 'currency', currency: currencyCode } as const;
  return new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-US', style).format(priceValue);
}
