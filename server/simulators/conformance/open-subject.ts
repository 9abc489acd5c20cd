import {
  airalo,
  type CarrierCall,
  esimAccess,
  esimGo,
  type OrderingCarrier,
} from '../../src/connectivity/carriers/index.ts';
import type { Outgoing } from '../../src/platform/outgoing/outgoing.ts';
import { type AiraloOptions, airaloSupplier } from '../airalo/supplier.ts';
import { type EsimAccessOptions, esimAccessSupplier } from '../esim-access/supplier.ts';
import { type EsimGoOptions, esimGoSupplier } from '../esim-go/supplier.ts';
import type { Fault } from '../faults.ts';
import {
  type SimulatedRequest,
  type Simulator,
  type Supplier,
  startSimulator,
} from '../simulator.ts';
import type { Subject } from './subject.ts';

/** A connector and the simulator of its supplier. */
export type OpenSubject = { subject: Subject; close(): Promise<void> };
type OpenSimulated = OpenSubject & { url: string };

const SLOW_MS = 1_500;
const DEADLINE_MS = 1_000;
const MANY = 1_000;
const RICH = 10_000_000;

/** The suppliers that have a simulator, by the name of their carrier. */
export const SUBJECTS: Record<string, (outgoing: Outgoing) => Promise<OpenSimulated>> = {
  'esim-access': openEsimAccess,
  'esim-go': openEsimGo,
  airalo: openAiralo,
};

/** The same suppliers, each by the other reading of what its documents say in two ways. */
export const OTHER_READINGS: Record<string, (outgoing: Outgoing) => Promise<OpenSimulated>> = {
  'esim-access': (outgoing) =>
    openEsimAccess(outgoing, {
      ...{ duplicates: 'error', limits: 'code', envelopes: 'examples' },
      webhookField: 'webhookUrl',
    }),
  'esim-go': (outgoing) => openEsimGo(outgoing, { lists: 'alone' }),
  airalo: (outgoing) => openAiralo(outgoing, { pricing: 'discount', signatures: 'required' }),
};

async function openEsimAccess(
  outgoing: Outgoing,
  options: EsimAccessOptions = {},
): Promise<OpenSimulated> {
  const key = { accessCode: 'code-of-the-simulator', secretKey: 'secret-of-the-simulator' };
  const supplier = esimAccessSupplier({ ...key, allocateMs: 50, ...options });
  return openSubject(supplier, {
    outgoing,
    connect: (url, parts) => esimAccess({ ...key, url }, parts),
    item: 'AT_1_7',
    itemWithTerms: 'AT_1_Daily:7d',
    soldOut: 'AT1D7',
    secrets: Object.values(key),
    changes: ({ path }) => /\/esim\/(order|topup)$/.test(path),
  });
}

async function openEsimGo(outgoing: Outgoing, options: EsimGoOptions = {}): Promise<OpenSimulated> {
  const apiKey = 'key-of-the-simulator';
  return openSubject(esimGoSupplier({ apiKey, ...options }), {
    outgoing,
    connect: (url, parts) => esimGo({ url: `${url}/v2.5`, apiKey }, parts),
    item: 'esim_1GB_7D_AT_V2',
    itemWithTerms: 'esim_UL_7D_AT_V2',
    soldOut: 'esim_1GB_7D_AT_V2',
    secrets: [apiKey],
    changes: ({ path, body }) => path.endsWith('/orders') && body.includes('"transaction"'),
  });
}

export async function openAiralo(
  outgoing: Outgoing,
  options: AiraloOptions = {},
): Promise<OpenSimulated> {
  const key = { clientId: 'client-of-the-simulator', clientSecret: 'secret-of-the-simulator' };
  return openSubject(airaloSupplier({ ...key, ...options }), {
    outgoing,
    connect: (url, parts) => airalo({ ...key, url }, parts),
    item: 'austria-7days-1gb',
    itemWithTerms: 'austria-unlimited-7days',
    soldOut: 'austria-7days-1gb',
    secrets: Object.values(key),
    changes: ({ method, path }) => method === 'POST' && path.startsWith('/v2/orders'),
  });
}

type Stocked = Supplier & { outOfStock: Set<string>; setBalance(balance: number): void };
type Connection = {
  outgoing: Outgoing;
  connect: (url: string, parts: ReturnType<typeof connectorParts>) => OrderingCarrier;
  item: string;
  itemWithTerms: string;
  /** The name of the item in the supplier's stock. */
  soldOut: string;
  secrets: readonly string[];
  changes: (request: SimulatedRequest) => boolean;
};

async function openSubject(
  supplier: Stocked,
  { outgoing, connect, item, soldOut, secrets, changes, ...more }: Connection,
): Promise<OpenSimulated> {
  const simulator = await startSimulator(supplier, { isLimited: false, slowMs: SLOW_MS });
  const calls: CarrierCall[] = [];
  const subject: Subject = {
    carrier: connect(simulator.url, connectorParts(outgoing, calls)),
    item,
    itemWithTerms: more.itemWithTerms,
    calls,
    secrets,
    faults: {
      failNext: (fault) => failNext(simulator, { fault, changes }),
      sold: () => countSold(simulator),
      setSoldOut: (isSoldOut) =>
        isSoldOut ? supplier.outOfStock.add(soldOut) : supplier.outOfStock.clear(),
      requests: () => [...simulator.requests.values()].reduce((sum, one) => sum + one, 0),
      setFunds: (hasFunds) => supplier.setBalance(hasFunds ? RICH : 0),
    },
  };
  return { subject, url: simulator.url, close: simulator.close };
}

function connectorParts(outgoing: Outgoing, calls: CarrierCall[]) {
  return {
    outgoing,
    record: (call: CarrierCall) => calls.push(call),
    deadlineMs: DEADLINE_MS,
    now: () => new Date(),
    perSecond: MANY,
  };
}

/** Fails the next request that changes something, and no other. */
function failNext(
  simulator: Simulator,
  { fault, changes }: { fault: Fault; changes: (request: SimulatedRequest) => boolean },
): void {
  let isDue = true;
  simulator.failWith((request) => {
    if (!isDue || !changes(request)) return undefined;
    isDue = false;
    return fault;
  });
}

function countSold({ supplier }: Simulator): number {
  return supplier.books().orders.reduce((sum, { iccids }) => sum + iccids.length, 0);
}
