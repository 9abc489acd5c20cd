import * as pulls from '../../src/connectivity/usage-pulls/pull-store.ts';
import type { Calls } from './recorder.ts';

const AN_ID = '01980000-0000-7000-8000-000000000000';
const THEN = new Date('2026-04-30T09:55:36.430Z');
const FIGURE = { usedBytes: 1n, totalBytes: null, generation: 0, asOf: THEN, fell: null };
const A_PULL = { esimProfileId: AN_ID, iccid: '', changedAt: THEN, createdAt: THEN, inMs: 1 };

/** Calls of the statements about suppliers that are asked for usage, which take whole rows. */
export const PULLS_BY_HAND: Record<string, Calls> = {
  'src/connectivity/usage-pulls/pull-store.ts': {
    updatePulls: (tx) => pulls.updatePulls(tx, AN_ID, [{ ...A_PULL, ...FIGURE }]),
  },
};
