import type { SimulatedAnswer } from '../simulator.ts';
import { fail, succeed } from './answers.ts';
import { showEsim, showPackage } from './show.ts';
import { type Body, type Esim, esimsOf, type State } from './state.ts';

/** Returns the eSIMs that a request asks for and that are there. */
export function queryEsims(state: State, body: Body): SimulatedAnswer {
  const pager = body.pager as { pageNum?: number; pageSize?: number } | undefined;
  if (pager === undefined) return fail('000105', 'pager is missing');
  const { pageNum = 1, pageSize = 50 } = pager;
  if (!isWithin(pageNum, [1, 10_000])) return fail('400001', 'pageNum must be 1 to 10000');
  if (!isWithin(pageSize, [5, 500])) return fail('400001', 'pageSize must be 5 to 500');
  const asked = selectAsked(state, body);
  const found = asked.filter((esim) => Date.now() >= esim.allocatedAt);
  const isOne = body.orderNo !== undefined || body.esimTranNo !== undefined;
  if (isOne && asked.length > found.length) return fail('200010', 'profile is being downloaded');
  if (body.orderNo !== undefined && asked.length === 0) return fail('310272', 'no such orderNo');
  const page = found.slice((pageNum - 1) * pageSize, pageNum * pageSize);
  return succeed({
    esimList: page.map(showEsim),
    pager: { pageSize, pageNum, total: found.length },
  });
}

function isWithin(value: number, [least, most]: readonly [number, number]): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function selectAsked(state: State, body: Body): readonly Esim[] {
  const name = body.orderNo ?? body.esimTranNo ?? body.iccid;
  if (name !== undefined) return state.named.get(String(name)) ?? [];
  const from = Date.parse(String(body.startTime ?? ''));
  const to = Date.parse(String(body.endTime ?? ''));
  return esimsOf(state).filter(({ createdAt }) => createdAt >= from && createdAt <= to);
}

/** Returns the packages, or the one of a code or slug. */
export function listPackages({ packages }: State, body: Body): SimulatedAnswer {
  const packageList = packages
    .filter(({ packageCode }) => [undefined, packageCode].includes(body.packageCode as string))
    .filter(({ slug }) => [undefined, slug].includes(body.slug as string))
    .map(showPackage);
  return succeed({ packageList });
}

/** Returns what the eSIMs of these transaction numbers have used. */
export function queryUsage(state: State, { esimTranNoList }: Body): SimulatedAnswer {
  const asked = (esimTranNoList as string[]).flatMap((number) => state.named.get(number) ?? []);
  return succeed(
    asked.map(({ esimTranNo, orderUsage: dataUsage, totalVolume: totalData, usageAt }) => {
      const lastUpdateTime = (usageAt ?? new Date()).toISOString();
      return { esimTranNo, dataUsage, totalData, lastUpdateTime };
    }),
  );
}
