import { type CallEnd, done, mapDone, refused } from '../ordering/call-end.ts';
import { member, numberOf, textOf } from '../ordering/carrier-json.ts';
import type {
  Cost,
  OrderingCarrier,
  ProfileRef,
  ProfileStatus,
} from '../ordering/ordering-carrier.ts';
import type { AiraloApi } from './api.ts';

type Verbs = 'profile' | 'usage' | 'cancel' | 'balance';
const MEGABYTE = 1_000_000;

const STATES: Record<string, ProfileStatus['state']> = {
  NOT_ACTIVE: 'released',
  ACTIVE: 'in_use',
  FINISHED: 'depleted',
  EXPIRED: 'expired',
  RECYCLED: 'ended',
};

export function esimVerbs(api: AiraloApi): Required<Pick<OrderingCarrier, Verbs>> {
  const readUsage = ({ iccid }: ProfileRef, verb: string) =>
    api({ verb, path: `/v2/sims/${encodeURIComponent(iccid)}/usage` });
  return {
    async profile(ref) {
      const end = await readUsage(ref, 'profile');
      const isRecycled = end.end === 'refused' && end.code === 'esim_recycled';
      if (isRecycled) return done({ ...ref, state: 'ended' as const, detail: 'RECYCLED' });
      return mapDone(end, (data) => {
        const status = textOf(data, 'status') ?? 'UNKNOWN';
        return { ...ref, state: STATES[status] ?? 'installed', detail: status };
      });
    },
    async usage(ref) {
      const end = await readUsage(ref, 'usage');
      return mapDone(end, (data) => {
        const isUnlimited = member(data, 'is_unlimited') === true;
        const [total, remaining] = [numberOf(data, 'total') ?? 0, numberOf(data, 'remaining') ?? 0];
        return {
          usedBytes: toBytes(total - remaining),
          totalBytes: isUnlimited ? null : toBytes(total),
          asOf: null,
        };
      });
    },
    async cancel({ iccid, reference }) {
      const body = { iccids: [iccid], reason: 'OTHERS', notes: 'The package was not used.' };
      const path = '/v2/refund';
      const call = { verb: 'cancel', method: 'POST', path, body, changes: true } as const;
      const end = await api({ ...call, ...(reference && { reference }) });
      return mapDone(end, (data) => ({
        outcome: 'requested' as const,
        request: textOf(data, 'refund_id'),
      }));
    },
    async balance(): Promise<CallEnd<Cost>> {
      const end = await api({ verb: 'balance', path: '/v2/balance' });
      if (end.end !== 'done') return end;
      const balances = member(end.value, 'balances');
      const [first] = Array.isArray(balances) ? balances : [balances];
      const available = member(first, 'availableBalance');
      const amount = numberOf(available, 'amount');
      if (amount === null) return refused('rejected', 'The answer has no balance.');
      const currency = textOf(available, 'currency') ?? 'USD';
      return done({ tenThousandths: BigInt(Math.round(amount * 10_000)), currency });
    },
  };
}

function toBytes(megabytes: number): bigint {
  return BigInt(Math.round(Math.max(megabytes, 0) * MEGABYTE));
}
