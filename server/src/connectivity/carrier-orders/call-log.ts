import { newId } from '../../kernel/ids.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { CarrierCall } from '../carriers/index.ts';
import { insertCalls, type KeptCall } from './call-store.ts';

/** Keeps the calls to carriers after they ended. It delays no call and fails none. */
export type CallLog = {
  record(call: CarrierCall): void;
  /** Writes what is still in memory. */
  flush(): Promise<void>;
};

const FLUSH_AFTER_MS = 500;
const BATCH = 200;

export function createCallLog({
  db,
  now,
  onError,
}: {
  db: Queryable;
  now: () => Date;
  onError: (error: unknown) => void;
}): CallLog {
  let pending: KeptCall[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(calls: readonly KeptCall[]): Promise<void> {
    for (let start = 0; start < calls.length; start += BATCH) {
      await insertCalls(db, calls.slice(start, start + BATCH)).catch(onError);
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const calls = pending;
    pending = [];
    if (calls.length > 0) writing = writing.then(() => write(calls));
    return writing;
  }

  return {
    record(call) {
      pending.push({ ...call, id: newId(), calledAt: now() });
      timer ??= setTimeout(flush, FLUSH_AFTER_MS).unref();
    },
    flush,
  };
}
