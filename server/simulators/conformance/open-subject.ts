import { type CarrierCall, esimAccess } from '../../src/connectivity/carriers/index.ts';
import type { Outgoing } from '../../src/platform/outgoing/outgoing.ts';
import { esimAccessSupplier } from '../esim-access/supplier.ts';
import type { Fault } from '../faults.ts';
import { type SimulatedRequest, type Simulator, startSimulator } from '../simulator.ts';
import type { Subject } from './subject.ts';

/** A connector and the simulator of its supplier. */
export type OpenSubject = { subject: Subject; close(): Promise<void> };

const SLOW_MS = 1_500;
const DEADLINE_MS = 1_000;
const MANY = 1_000;

/** The suppliers that have a simulator, by the name of their carrier. */
export const SUBJECTS: Record<string, (outgoing: Outgoing) => Promise<OpenSubject>> = {
  'esim-access': openEsimAccess,
};

async function openEsimAccess(outgoing: Outgoing): Promise<OpenSubject> {
  const key = { accessCode: 'code-of-the-simulator', secretKey: 'secret-of-the-simulator' };
  const supplier = esimAccessSupplier({ ...key, allocateMs: 50 });
  const simulator = await startSimulator(supplier, { isLimited: false, slowMs: SLOW_MS });
  const calls: CarrierCall[] = [];
  const carrier = esimAccess({ ...key, url: simulator.url }, connectorParts(outgoing, calls));
  const changes = ({ path }: SimulatedRequest) => /\/esim\/(order|topup)$/.test(path);
  const subject: Subject = {
    carrier,
    item: 'AT_1_7',
    calls,
    secrets: Object.values(key),
    faults: {
      failNext: (fault) => failNext(simulator, { fault, changes }),
      sold: () => countSold(simulator),
      setSoldOut: (isSoldOut) =>
        isSoldOut ? supplier.outOfStock.add('AT1D7') : supplier.outOfStock.clear(),
      setFunds: (hasFunds) => supplier.setBalance(hasFunds ? 10_000_000 : 0),
    },
  };
  return { subject, close: simulator.close };
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
