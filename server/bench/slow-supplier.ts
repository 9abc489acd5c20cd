import { esimAccessSupplier } from '../simulators/esim-access/supplier.ts';
import { startSimulator } from '../simulators/simulator.ts';

// eSIM Access, which answers after 200 ms and has no limit, in a process of its own.
const LATENCY_MS = 200;
const supplier = esimAccessSupplier({ allocateMs: 0, balance: Number.MAX_SAFE_INTEGER });
const { url } = await startSimulator(supplier, { latencyMs: LATENCY_MS, isLimited: false });
process.send?.(url);
process.on('SIGTERM', () => process.exit(0));
