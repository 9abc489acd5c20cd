import { type CallEnd, done, mapDone, refused } from '../ordering/call-end.ts';
import { listOf, member, numberOf, textOf } from '../ordering/carrier-json.ts';
import type { AskedAbout, OrderingCarrier, ProfileRef } from '../ordering/ordering-carrier.ts';
import { type EsimGoApi, rowsOf } from './api.ts';
import { toStatus } from './shapes.ts';

type Verbs = 'profile' | 'usage' | 'cancel' | 'suspend' | 'sms' | 'location';
type Assignment = {
  id: string;
  item: string;
  state: string;
  initial: number;
  remaining: number;
  isUnlimited: boolean;
};

const UNSTARTED = /^(processing|queued)$/i;

export function esimVerbs(
  api: EsimGoApi,
  { hasRefunds }: { hasRefunds: boolean },
): Required<Pick<OrderingCarrier, Verbs>> {
  return {
    async profile(ref) {
      const end = await api({ verb: 'profile', path: pathOf(ref) });
      if (end.end !== 'done') return end;
      const status = toStatus(end.value);
      return status ? done(status) : refused('not_found', `There is no eSIM ${ref.iccid}.`);
    },
    async usage(ref) {
      const end = await readAssignments(api, 'usage', ref);
      return mapDone(end, (all) => ({
        usedBytes: sum(all.map(({ initial, remaining }) => Math.max(initial - remaining, 0))),
        totalBytes: all.some(({ isUnlimited }) => isUnlimited)
          ? null
          : sum(all.map(({ initial }) => initial)),
        asOf: null,
      }));
    },
    cancel: (ref) => cancel(api, ref, hasRefunds),
    async suspend(ref) {
      const path = `${pathOf(ref)}/suspend`;
      const call = { verb: 'suspend', method: 'POST', path, ...about(ref) } as const;
      const end = await api({ ...call, body: {}, changes: true });
      return mapDone(end, () => null);
    },
    async sms({ text, ...ref }) {
      const path = `${pathOf(ref)}/sms`;
      const body = { message: text, from: 'eSIM' };
      const call = { verb: 'sms', method: 'POST', path, ...about(ref) } as const;
      const end = await api({ ...call, body, changes: true });
      return mapDone(end, () => null);
    },
    async location(ref) {
      const end = await api({ verb: 'location', path: `${pathOf(ref)}/location` });
      return mapDone(end, (json) => ({
        country: textOf(json, 'country'),
        network: textOf(json, 'networkBrandName') ?? textOf(json, 'networkName'),
      }));
    },
  };
}

/**
 * Revokes the one unused assignment of the item by its ID: which one a revocation by name takes is
 * documented in two ways. Without refunds a revocation returns nothing.
 */
async function cancel(
  api: EsimGoApi,
  ref: AskedAbout & { item: string },
  hasRefunds: boolean,
): ReturnType<NonNullable<OrderingCarrier['cancel']>> {
  const end = await readAssignments(api, 'cancel', ref);
  if (end.end !== 'done') return end;
  const unused = end.value.find(
    ({ item, state, initial, remaining }) =>
      item === ref.item && UNSTARTED.test(state) && initial === remaining,
  );
  if (!unused) return refused('not_allowed', 'The eSIM has no unused bundle of this item.');
  const bundle = `/bundles/${encodeURIComponent(ref.item)}`;
  const assignment = `/assignments/${encodeURIComponent(unused.id)}`;
  const revoke = (type: string, changes: boolean) => {
    const query = new URLSearchParams({ type, refundToBalance: String(hasRefunds) });
    const path = `${pathOf(ref)}${bundle}${assignment}?${query}`;
    return api({ verb: 'cancel', method: 'DELETE', path, changes, ...about(ref) });
  };
  const dry = await revoke('validate', false);
  if (dry.end !== 'done') return dry;
  const revoked = await revoke('transaction', true);
  return mapDone(revoked, () => ({
    outcome: hasRefunds ? ('refunded' as const) : ('revoked' as const),
    request: null,
  }));
}

async function readAssignments(
  api: EsimGoApi,
  verb: string,
  ref: AskedAbout,
): Promise<CallEnd<Assignment[]>> {
  const path = `${pathOf(ref)}/bundles?includeUsed=true&limit=200`;
  const end = await api({ verb, path, ...about(ref) });
  return mapDone(end, (json) =>
    rowsOf(json, 'bundles').flatMap((bundle) =>
      listOf(bundle, 'assignments').map((one) => ({
        id: textOf(one, 'id') ?? '',
        item: textOf(bundle, 'name') ?? '',
        state: textOf(one, 'bundleState') ?? '',
        initial: numberOf(one, 'initialQuantity') ?? 0,
        remaining: numberOf(one, 'remainingQuantity') ?? 0,
        isUnlimited: member(one, 'unlimited') === true,
      })),
    ),
  );
}

function about({ reference }: AskedAbout) {
  return reference === undefined ? {} : { reference };
}

function pathOf({ iccid }: ProfileRef): string {
  return `/esims/${encodeURIComponent(iccid)}`;
}

function sum(bytes: readonly number[]): bigint {
  return BigInt(Math.round(bytes.reduce((all, one) => all + one, 0)));
}
