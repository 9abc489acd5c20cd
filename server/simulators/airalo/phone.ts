import type { SimulatedAnswer } from '../simulator.ts';
import { crosses, type Subscriptions, toNotice } from './notices.ts';
import { packageOf, type State } from './state.ts';

export type Happening = { iccid?: string; what?: 'use'; percent?: number };

/** Percent of the data that is used. */
const DATA_LEVELS = [75, 90];

/** Lets a phone use a percentage of the data of its eSIM. */
export function happen(
  state: State,
  of: Subscriptions,
  { iccid = '', percent = 100 }: Happening,
): SimulatedAnswer {
  const before = state.used.get(iccid) ?? 0;
  const order = state.orders.find(({ iccids }) => iccids.includes(iccid));
  if (!order) return { status: 404, body: {} };
  state.used.set(iccid, Math.max(before, percent));
  const url = of.urls.get('webhook_low_data');
  const levels = url === undefined ? [] : DATA_LEVELS.filter(crosses(before, percent));
  const notices = levels.map((level) =>
    toNotice(url ?? '', of, {
      ...{ level: `${level}%`, package_name: packageOf(order.packageId)?.title ?? order.packageId },
      ...{ remaining_percentage: 100 - percent, iccid },
    }),
  );
  return { status: 200, body: { notices: notices.length }, notices };
}
