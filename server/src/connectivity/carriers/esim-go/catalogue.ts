import { askAgain } from '../ordering/ask-again.ts';
import { type CallEnd, done, mapDone, refused } from '../ordering/call-end.ts';
import { numberOf, textOf } from '../ordering/carrier-json.ts';
import type { Cost, OrderingCarrier } from '../ordering/ordering-carrier.ts';
import { type EsimGoApi, hasRows, rowsOf } from './api.ts';
import { countryNamesOf, withNetworks } from './networks.ts';
import { toCost, toOffer } from './shapes.ts';

const PAGE_SIZE = 200;
const MOST_PAGES = 50;

export function catalogueVerbs(
  api: EsimGoApi,
  currency: string,
): Pick<OrderingCarrier, 'check' | 'catalogue' | 'balance'> {
  return {
    async check(item) {
      const path = `/catalogue/bundle/${encodeURIComponent(item)}`;
      const end = await api({ verb: 'check', path, missing: 'no_such_item' });
      if (end.end !== 'done') return end;
      const offer = toOffer(end.value, currency);
      return offer ? done(offer) : refused('no_such_item', `There is no bundle ${item}.`);
    },
    async catalogue() {
      const end = await readBundles(api);
      if (end.end !== 'done') return end;
      const offers = end.value.flatMap((one) => toOffer(one, currency) ?? []);
      const listed = await api({ verb: 'catalogue', path: '/networks?returnAll=true' });
      // Networks are no part of the terms: offers are good without them.
      if (listed.end === 'refused') return done(offers);
      return mapDone(listed, (json) => withNetworks(offers, json, countryNamesOf(end.value)));
    },
    async balance(): Promise<CallEnd<Cost>> {
      const end = await api({ verb: 'balance', path: '/organisation' });
      return mapDone(end, (json) => {
        const [first] = rowsOf(json, 'organisations');
        const own = first ?? json;
        return toCost(numberOf(own, 'balance') ?? 0, textOf(own, 'currency'));
      });
    },
  };
}

/** Returns the bundles of all pages. */
async function readBundles(api: EsimGoApi): Promise<CallEnd<unknown[]>> {
  const bundles: unknown[] = [];
  const seen = new Set<string | null>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const path = `/catalogue?page=${page}&perPage=${PAGE_SIZE}`;
    const end = await askAgain(() => api({ verb: 'catalogue', path }));
    if (end.end !== 'done') return end;
    if (!hasRows(end.value, 'bundles')) {
      return refused('rejected', `Page ${page} of the catalogue has no list of bundles.`);
    }
    const rows = rowsOf(end.value, 'bundles');
    // A page may be shorter than was asked for, and the last one may be sent again.
    const news = rows.filter((one) => !seen.has(textOf(one, 'name')));
    if (news.length === 0) return done(bundles);
    for (const one of rows) seen.add(textOf(one, 'name'));
    bundles.push(...rows);
  }
  return refused('rejected', `The catalogue has more than ${MOST_PAGES} pages.`);
}
