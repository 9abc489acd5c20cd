import type { UsageRecord } from '../../src/commerce/usage/index.ts';
import { newId } from '../../src/kernel/ids.ts';

/** Returns a usage record of a profile; `over` replaces what the test is about. */
export function aUse(iccid: string, over: Partial<UsageRecord> = {}): UsageRecord {
  const at = over.startedAt ?? new Date();
  return {
    recordId: newId(),
    iccid,
    bytes: 1n,
    country: 'AT',
    startedAt: at,
    endedAt: at,
    ...over,
  };
}
