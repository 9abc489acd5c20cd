import { type CallEnd, done, mapDone, refused } from '../ordering/call-end.ts';
import { numberOf } from '../ordering/carrier-json.ts';
import type { Cost, Offer, OrderingCarrier } from '../ordering/ordering-carrier.ts';
import type { EsimAccessApi } from './api.ts';
import { readItem } from './item.ts';
import { hasRows, ofDays, rowsOf, toOffer } from './shapes.ts';

export function catalogueVerbs(
  api: EsimAccessApi,
): Pick<OrderingCarrier, 'check' | 'catalogue' | 'balance'> {
  async function list(verb: string, body: object): Promise<CallEnd<Offer[]>> {
    const end = await api({ verb, path: '/package/list', body });
    return mapDone(end, (obj) => rowsOf(obj, 'packageList').flatMap((one) => toOffer(one) ?? []));
  }

  return {
    async check(item) {
      const { code, field, days } = readItem(item);
      const end = await list('check', { [field]: code });
      if (end.end !== 'done') return end;
      const [offer] = end.value;
      if (!offer) return refused('no_such_item', `eSIM Access offers no package ${item}.`);
      if (days === null) return done({ ...offer, item });
      if (offer.dataTerms === null || offer.validityDays !== 1) {
        return refused('no_such_item', `eSIM Access does not sell ${code} by the day.`);
      }
      return done(
        ofDays({ ...offer, item, validityDays: days, cost: timesDays(offer.cost, days) }),
      );
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

/** More days cost less a day, by how much is not said: this is the most that they cost. */
function timesDays({ tenThousandths, currency }: Cost, days: number): Cost {
  return { tenThousandths: tenThousandths * BigInt(days), currency };
}
