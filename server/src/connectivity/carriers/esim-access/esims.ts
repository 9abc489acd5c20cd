import { type CallEnd, done, mapDone, refused } from '../ordering/call-end.ts';
import type { OrderingCarrier, ProfileRef } from '../ordering/ordering-carrier.ts';
import type { EsimAccessApi } from './api.ts';
import { rowsOf, toStatus, toUsage } from './shapes.ts';

type Verbs = 'profile' | 'usage' | 'cancel' | 'suspend' | 'resume' | 'sms';
const ONE = { pageNum: 1, pageSize: 5 };
const MOST_SMS = 500;

export function esimVerbs(api: EsimAccessApi): Required<Pick<OrderingCarrier, Verbs>> {
  const change = async (verb: string, path: string, body: object): Promise<CallEnd<null>> =>
    mapDone(await api({ verb, path, changes: true, body }), () => null);
  return {
    async profile({ profileId }) {
      const body = { esimTranNo: profileId, pager: ONE };
      const end = await api({ verb: 'profile', path: '/esim/query', body });
      if (end.end !== 'done') return end;
      const [status] = rowsOf(end.value, 'esimList').flatMap((one) => toStatus(one) ?? []);
      return status ? done(status) : notFound(profileId);
    },
    async usage({ profileId }) {
      const body = { esimTranNoList: [profileId] };
      const end = await api({ verb: 'usage', path: '/esim/usage/query', body });
      if (end.end !== 'done') return end;
      const [usage] = rowsOf(end.value, 'esimUsageList').flatMap((one) => toUsage(one) ?? []);
      return usage ? done(usage) : notFound(profileId);
    },
    async cancel({ profileId }) {
      const end = await change('cancel', '/esim/cancel', { esimTranNo: profileId });
      return mapDone(end, () => ({ outcome: 'refunded' as const, request: null }));
    },
    suspend: (ref) => change('suspend', '/esim/suspend', byId(ref)),
    resume: (ref) => change('resume', '/esim/unsuspend', byId(ref)),
    async sms({ text, ...ref }) {
      const isTooLong = text.length > MOST_SMS;
      if (isTooLong) return refused('rejected', `A message has at most ${MOST_SMS} characters.`);
      return change('sms', '/esim/sendSms', { ...byId(ref), message: text });
    },
  };
}

function byId({ profileId }: ProfileRef) {
  return { esimTranNo: profileId };
}

function notFound(profileId: string): CallEnd<never> {
  return refused('not_found', `eSIM Access has no eSIM ${profileId}.`);
}
