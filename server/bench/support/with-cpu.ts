import type { BenchServer } from './bench-server.ts';
import type { BenchStore } from './bench-store.ts';
import { cpuMicros } from './cpu.ts';
import type { Measured } from './load.ts';
import type { Cpu } from './row.ts';

/** A measurement with the CPU time of each sale, record or whatever was counted. */
export type Result = Measured & { cpu?: Cpu };

/** Measures the CPU time of each too: of the server and the database, not of the client. */
export function withCpu(store: BenchStore, server?: BenchServer) {
  const read = async () => ({
    database: await cpuMicros(store.pid),
    server: server ? await cpuMicros(server.pid) : 0,
  });
  return (run: () => Promise<Measured>) => async (): Promise<Result> => {
    const before = await read();
    const started = performance.now();
    const measured = await run();
    const seconds = (performance.now() - started) / 1000;
    const after = await read();
    const count = measured.rate * seconds;
    const cpu = {
      serverMicros: (after.server - before.server) / count,
      databaseMicros: (after.database - before.database) / count,
    };
    return { ...measured, cpu };
  };
}
