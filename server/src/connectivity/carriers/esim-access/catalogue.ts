import { type CallEnd, done, mapDone, refused } from '../ordering/call-end.ts';
import { numberOf } from '../ordering/carrier-json.ts';
import type { Cost, Offer, OrderingCarrier } from '../ordering/ordering-carrier.ts';
import type { EsimAccessApi } from './api.ts';
import { hasRows, rowsOf, toOffer } from './shapes.ts';

/** Slugs are written with underscores; the codes of top-ups begin with `TOPUP_`. */
export function itemField(item: string): 'slug' | 'packageCode' {
  return item.includes('_') && !item.startsWith('TOPUP_') ? 'slug' : 'packageCode';
}

export function catalogueVerbs(
  api: EsimAccessApi,
): Pick<OrderingCarrier, 'check' | 'catalogue' | 'balance'> {
  async function list(verb: string, body: object): Promise<CallEnd<Offer[]>> {
    const end = await api({ verb, path: '/package/list', body });
    return mapDone(end, (obj) => rowsOf(obj, 'packageList').flatMap((one) => toOffer(one) ?? []));
  }

  return {
    async check(item) {
      const end = await list('check', { [itemField(item)]: item });
      if (end.end !== 'done') return end;
      const [offer] = end.value;
      if (!offer) return refused('no_such_item', `eSIM Access offers no package ${item}.`);
      return done({ ...offer, item });
    },
    async catalogue() {
      const end = await api({ verb: 'catalogue', path: '/package/list', body: { type: 'BASE' } });
      if (end.end !== 'done') return end;
      if (!hasRows(end.value, 'packageList')) {
        return refused('rejected', 'The answer has no list of packages.');
      }
      return done(rowsOf(end.value, 'packageList').flatMap((one) => toOffer(one) ?? []));
    },
    async balance(): Promise<CallEnd<Cost>> {
      const end = await api({ verb: 'balance', path: '/balance/query', body: {} });
      if (end.end !== 'done') return end;
      const balance = numberOf(end.value, 'balance');
      if (balance === null) return refused('rejected', 'The answer has no balance.');
      return done({ tenThousandths: BigInt(Math.round(balance)), currency: 'USD' });
    },
  };
}
