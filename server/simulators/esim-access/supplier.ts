import { createHmac } from 'node:crypto';
import type { Books, SimulatedAnswer, SimulatedRequest, Supplier } from '../simulator.ts';
import { showEsim, showPackage } from './show.ts';
import { type Esim, newEsim, type Order, PACKAGES, type Package, type TopUp } from './state.ts';

export type EsimAccessOptions = {
  accessCode?: string;
  /** With it calls must be signed. */
  secretKey?: string;
  /** The prepaid balance at the beginning, in ten-thousandths of a dollar. */
  balance?: number;
  /** How long an order waits for its eSIM. The supplier promises 30 s at most. */
  allocateMs?: number;
  /** What a known transaction ID gets: the documents disagree. */
  duplicates?: 'same_order' | 'error';
};

export type EsimAccessSupplier = Supplier & {
  packages: Package[];
  /** Package codes that are out of stock. */
  outOfStock: Set<string>;
  /** The eSIM, for a test to change. */
  esim(iccid: string): Esim | undefined;
  setBalance(balance: number): void;
};

type Body = Record<string, unknown>;
const ROOT = '/api/v1/open';
const PER_SECOND = 8;

export function esimAccessSupplier(options: EsimAccessOptions = {}): EsimAccessSupplier {
  const { accessCode = 'simulator', secretKey, allocateMs = 300 } = options;
  const packages = PACKAGES.map((one) => ({ ...one }));
  const orders = new Map<string, Order>();
  const topUps = new Map<string, TopUp>();
  const outOfStock = new Set<string>();
  let balance = options.balance ?? 10_000_000;
  let serial = 0;

  const esims = () => [...orders.values()].flatMap((order) => order.esims);
  const isAllocated = (esim: Esim) => Date.now() >= esim.allocatedAt;
  const named = (body: Body) =>
    esims().find((esim) => esim.esimTranNo === body.esimTranNo || esim.iccid === body.iccid);

  function order(body: Body): SimulatedAnswer {
    const transactionId = String(body.transactionId ?? '');
    if (transactionId === '') return fail('000105', 'transactionId is missing');
    if (transactionId.length > 50) return fail('000107', 'transactionId is too long');
    const known = orders.get(transactionId);
    if (known && options.duplicates === 'error') return fail('310402', 'duplicate transactionId');
    if (known) return succeed({ orderNo: known.orderNo, transactionId });
    const [line] = (body.packageInfoList ?? []) as Body[];
    if (!line) return fail('200008', 'packageInfoList is empty');
    const bought = packages.find(
      (one) => one.packageCode === line.packageCode || one.slug === line.slug,
    );
    if (!bought) return fail('310241', 'packageCode does not exist');
    const count = Number(line.count ?? 1);
    if (line.price !== undefined && Number(line.price) !== bought.price) {
      return fail('200005', 'package price error');
    }
    const total = bought.price * count;
    if (body.amount !== undefined && Number(body.amount) !== total) {
      return fail('200006', 'order total amount error');
    }
    if (balance < total) return fail('200007', 'account balance insufficient');
    if (outOfStock.has(bought.packageCode)) return fail('200011', 'insufficient profiles');
    balance -= total;
    const createdAt = Date.now();
    const orderNo = `B${createdAt}${String(orders.size).padStart(6, '0')}`;
    const dates = { createdAt, allocatedAt: createdAt + allocateMs };
    const made = Array.from({ length: count }, (_, index) => {
      serial += 1;
      const id = count === 1 ? transactionId : `${transactionId}-1-${index + 1}`;
      return newEsim(serial, { orderNo, transactionId: id, ...dates, bought });
    });
    const { packageCode: item } = bought;
    orders.set(transactionId, { orderNo, transactionId, item, charged: total, esims: made });
    return succeed({ orderNo, transactionId });
  }

  function query(body: Body): SimulatedAnswer {
    const { pageNum = 1, pageSize = 50 } = (body.pager ?? {}) as Record<string, number>;
    const from = Date.parse(String(body.startTime ?? ''));
    const to = Date.parse(String(body.endTime ?? ''));
    const asked = esims().filter((esim) => {
      if (body.orderNo !== undefined) return esim.orderNo === body.orderNo;
      if (body.esimTranNo !== undefined) return esim.esimTranNo === body.esimTranNo;
      if (body.iccid !== undefined) return esim.iccid === body.iccid;
      return esim.createdAt >= from && esim.createdAt <= to;
    });
    const found = asked.filter(isAllocated);
    const isOne = body.orderNo !== undefined || body.esimTranNo !== undefined;
    if (isOne && asked.length > found.length) return fail('200010', 'profile is being downloaded');
    if (body.orderNo !== undefined && asked.length === 0) return fail('310272', 'no such orderNo');
    const page = found.slice((pageNum - 1) * pageSize, pageNum * pageSize);
    return succeed({
      esimList: page.map(showEsim),
      pager: { pageSize, pageNum, total: found.length },
    });
  }

  function topUp(body: Body): SimulatedAnswer {
    const transactionId = String(body.transactionId ?? '');
    const esim = named(body);
    if (!esim) return fail('310403', 'no such esim');
    const code = String(body.packageCode ?? '').replace(/^TOPUP_/, '');
    const bought = packages.find((one) => one.packageCode === code || one.slug === code);
    if (!bought) return fail('310241', 'packageCode does not exist');
    if (['CANCEL', 'USED_EXPIRED', 'REVOKED'].includes(esim.esimStatus)) {
      return fail('200002', 'not allowed in this status');
    }
    if (body.amount !== undefined && Number(body.amount) !== bought.price) {
      return fail('200006', 'amount error');
    }
    if (balance < bought.price) return fail('200007', 'account balance insufficient');
    balance -= bought.price;
    // Whether a repetition is recognised is not documented, so that each is charged here.
    const key = `${transactionId}/${topUps.size}`;
    topUps.set(key, { transactionId, item: code, charged: bought.price, iccid: esim.iccid });
    esim.totalVolume += bought.volume;
    esim.packages.push({
      code: `TOPUP_${bought.packageCode}`,
      slug: bought.slug,
      createTime: new Date().toISOString(),
    });
    return succeed({
      transactionId,
      iccid: esim.iccid,
      expiredTime: null,
      totalVolume: esim.totalVolume,
      totalDuration: esim.totalDuration,
      orderUsage: esim.orderUsage,
    });
  }

  function cancel(body: Body): SimulatedAnswer {
    const esim = named(body);
    if (!esim) return fail('310403', 'no such esim');
    const isUnused = esim.esimStatus === 'GOT_RESOURCE' && esim.smdpStatus === 'RELEASED';
    if (!isUnused || esim.orderUsage > 0) return fail('200002', 'not allowed in this status');
    const sold = [...orders.values()].find((one) => one.orderNo === esim.orderNo);
    esim.esimStatus = 'CANCEL';
    balance += (sold?.charged ?? 0) / (sold?.esims.length ?? 1);
    return succeed({});
  }

  const changeState = (body: Body, esimStatus: string): SimulatedAnswer => {
    const esim = named(body);
    if (!esim) return fail('310403', 'no such esim');
    esim.esimStatus = esimStatus;
    return succeed({});
  };

  const operations: Record<string, (body: Body) => SimulatedAnswer> = {
    '/balance/query': () => succeed({ balance }),
    '/location/list': () => succeed({ locationList: [] }),
    '/package/list': (body) =>
      succeed({
        packageList: packages
          .filter(({ packageCode }) =>
            [undefined, packageCode].includes(body.packageCode as string),
          )
          .filter(({ slug }) => [undefined, slug].includes(body.slug as string))
          .map(showPackage),
      }),
    '/esim/order': order,
    '/esim/query': query,
    '/esim/topup': topUp,
    '/esim/cancel': cancel,
    '/esim/revoke': (body) => changeState(body, 'REVOKED'),
    '/esim/suspend': (body) => changeState(body, 'SUSPENDED'),
    '/esim/unsuspend': (body) => changeState(body, 'IN_USE'),
    '/esim/sendSms': (body) => (named(body) ? succeed({}) : fail('310403', 'no such esim')),
    '/esim/usage/query': ({ esimTranNoList }) =>
      succeed(
        esims()
          .filter(({ esimTranNo }) => (esimTranNoList as string[]).includes(esimTranNo))
          .map(({ esimTranNo, orderUsage, totalVolume }) => ({
            esimTranNo,
            dataUsage: orderUsage,
            totalData: totalVolume,
            lastUpdateTime: new Date().toISOString(),
          })),
      ),
  };

  function refuseCaller(request: SimulatedRequest): SimulatedAnswer | undefined {
    const { headers, body } = request;
    if (headers['rt-accesscode'] !== accessCode) return fail('401001', 'auth failed');
    if (secretKey === undefined) return undefined;
    const { 'rt-timestamp': time = '', 'rt-requestid': id = '' } = headers;
    const hmac = createHmac('sha256', secretKey).update(time + id + accessCode + body);
    if (headers['rt-signature'] !== hmac.digest('hex')) return fail('101003', 'signature mismatch');
    return undefined;
  }

  return {
    packages,
    outOfStock,
    perSecond: PER_SECOND,
    esim: (iccid) => esims().find((esim) => esim.iccid === iccid),
    setBalance(next) {
      balance = next;
    },
    rateLimited: () => fail('900001', 'system busy'),
    answer(request) {
      const refusal = refuseCaller(request);
      const run = operations[request.path.replace(ROOT, '')];
      if (refusal) return refusal;
      if (request.method !== 'POST' || !run) return fail('000103', 'method not supported');
      try {
        return run(JSON.parse(request.body || '{}') as Body);
      } catch {
        return fail('000104', 'not JSON');
      }
    },
    books: () => bookOf(balance, orders, topUps),
  };
}

function bookOf(balance: number, orders: Map<string, Order>, topUps: Map<string, TopUp>): Books {
  return {
    balance,
    orders: [...orders.values()].map(({ orderNo, transactionId, item, charged, esims }) => ({
      order: orderNo,
      reference: transactionId,
      item,
      charged,
      iccids: esims.map(({ iccid }) => iccid),
    })),
    topUps: [...topUps.values()].map(({ transactionId, ...one }) => ({
      ...one,
      reference: transactionId,
    })),
  };
}

function succeed(obj: unknown): SimulatedAnswer {
  return { status: 200, body: { success: 'true', errorCode: '0', errorMessage: null, obj } };
}

function fail(errorCode: string, errorMessage: string): SimulatedAnswer {
  return { status: 200, body: { success: 'false', errorCode, errorMessage, obj: null } };
}
