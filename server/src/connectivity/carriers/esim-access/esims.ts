import { type CallEnd, done, mapDone, refused } from '../ordering/call-end.ts';
import { textOf } from '../ordering/carrier-json.ts';
import type {
  AskedAbout,
  OrderingCarrier,
  ProfileRef,
  Usage,
} from '../ordering/ordering-carrier.ts';
import type { EsimAccessApi } from './api.ts';
import { rowsOf, toStatus, toUsage } from './shapes.ts';

type Verbs = 'profile' | 'usage' | 'usages' | 'cancel' | 'suspend' | 'resume' | 'sms';
const ONE = { pageNum: 1, pageSize: 5 };
const MOST_SMS = 500;

export function esimVerbs(api: EsimAccessApi): Required<Pick<OrderingCarrier, Verbs>> {
  async function change(
    { profileId, reference }: AskedAbout,
    { verb, path, ...body }: { verb: string; path: string; message?: string },
  ): Promise<CallEnd<null>> {
    const call = { verb, path, changes: true, ...(reference && { reference }) };
    const end = await api({ ...call, body: { esimTranNo: profileId, ...body } });
    return mapDone(end, () => null);
  }
  return {
    async profile({ profileId }) {
      const body = { esimTranNo: profileId, pager: ONE };
      const end = await api({ verb: 'profile', path: '/esim/query', body });
      if (end.end !== 'done') return end;
      const [status] = rowsOf(end.value, 'esimList').flatMap((one) => toStatus(one) ?? []);
      return status ? done(status) : notFound(profileId);
    },
    async usage(ref) {
      const ends = await usages(api, [ref]);
      return ends.get(ref.profileId) ?? notFound(ref.profileId);
    },
    usages: (refs) => usages(api, refs),
    async cancel(ref) {
      const end = await change(ref, { verb: 'cancel', path: '/esim/cancel' });
      return mapDone(end, () => ({ outcome: 'refunded' as const, request: null }));
    },
    suspend: (ref) => change(ref, { verb: 'suspend', path: '/esim/suspend' }),
    resume: (ref) => change(ref, { verb: 'resume', path: '/esim/unsuspend' }),
    async sms({ text, ...ref }) {
      const isTooLong = text.length > MOST_SMS;
      if (isTooLong) return refused('rejected', `A message has at most ${MOST_SMS} characters.`);
      return change(ref, { verb: 'sms', path: '/esim/sendSms', message: text });
    },
  };
}

/**
 * Asks about several eSIMs in one call. What is refused for all of them may be about one, so that
 * each is then asked about by itself.
 */
async function usages(
  api: EsimAccessApi,
  refs: readonly ProfileRef[],
): Promise<ReadonlyMap<string, CallEnd<Usage>>> {
  const body = { esimTranNoList: refs.map(({ profileId }) => profileId) };
  const end = await api({ verb: 'usage', path: '/esim/usage/query', body });
  if (end.end === 'refused' && end.code !== 'misconfigured' && refs.length > 1) {
    return usagesOneByOne(api, refs);
  }
  const rows = end.end === 'done' ? rowsOf(end.value, 'esimUsageList') : [];
  const endOf = (profileId: string): CallEnd<Usage> => {
    if (end.end !== 'done') return end;
    const usage = toUsage(rows.find((one) => textOf(one, 'esimTranNo') === profileId));
    return usage ? done(usage) : notFound(profileId);
  };
  return new Map(refs.map(({ profileId }) => [profileId, endOf(profileId)]));
}

async function usagesOneByOne(
  api: EsimAccessApi,
  refs: readonly ProfileRef[],
): Promise<ReadonlyMap<string, CallEnd<Usage>>> {
  const ends: [string, CallEnd<Usage>][] = [];
  for (const ref of refs) ends.push(...(await usages(api, [ref])));
  return new Map(ends);
}

function notFound(profileId: string): CallEnd<never> {
  return refused('not_found', `eSIM Access has no eSIM ${profileId}.`);
}
