import { askAgain } from '../ordering/ask-again.ts';
import { type CallEnd, done } from '../ordering/call-end.ts';
import { listOf, textOf, timeOf } from '../ordering/carrier-json.ts';
import type { Listed, ListRequest } from '../ordering/ordering-carrier.ts';
import type { AiraloApi } from './api.ts';

const PAGE_SIZE = 100;
const MOST_PAGES = 10;

/**
 * Returns the orders of a time. The supplier lists the newest first; how it filters them by time is
 * not documented.
 */
export async function listOrders(
  api: AiraloApi,
  { reference, from, to, profile }: ListRequest,
): Promise<CallEnd<Listed[]>> {
  const listed: Listed[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = new URLSearchParams({
      ...{ include: 'sims', limit: String(PAGE_SIZE), page: String(page) },
      ...(profile && { 'filter[iccid]': profile.iccid }),
    });
    const path = `/v2/orders?${query}`;
    const end = await askAgain(() => api({ verb: 'list', path, reference }));
    if (end.end !== 'done') return end;
    const rows = Array.isArray(end.value) ? end.value.flatMap(toListed) : [];
    listed.push(...rows);
    const last = rows.at(-1);
    const isOlder = last?.createdAt != null && last.createdAt < from;
    if (rows.length < PAGE_SIZE || isOlder) break;
  }
  return done(
    listed.filter(({ createdAt }) => createdAt !== null && createdAt >= from && createdAt <= to),
  );
}

function toListed(given: unknown): Listed[] {
  const one = {
    order: textOf(given, 'id'),
    item: textOf(given, 'package_id'),
    reference: textOf(given, 'description'),
    createdAt: timeOf(given, 'created_at'),
  };
  const iccids = listOf(given, 'sims').flatMap((sim) => textOf(sim, 'iccid') ?? []);
  return iccids.length === 0
    ? [{ ...one, iccid: null }]
    : iccids.map((iccid) => ({ ...one, iccid }));
}
