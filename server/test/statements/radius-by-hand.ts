import * as growths from '../../src/connectivity/radius/growth-store.ts';
import * as happenings from '../../src/connectivity/radius/happening-store.ts';
import * as sessions from '../../src/connectivity/radius/session-store.ts';
import type { Calls } from './recorder.ts';

const AN_ID = '01980000-0000-7000-8000-000000000000';
const THEN = new Date('2026-04-30T09:55:36.430Z');
const WHOSE = { carrier: 'home', nas: 'pgw-1', sessionId: '1', generation: 0, subscriber: null };
const A_SESSION: sessions.KeptSession = {
  ...WHOSE,
  inputBytes: 1n,
  outputBytes: 1n,
  place: { mcc: '232', mnc: '01' },
  startedAt: THEN,
  lastAt: THEN,
  endedAt: null,
  endedBy: null,
  identity: Buffer.from([1, 2]),
  clientId: AN_ID,
  address: '127.0.0.1',
};
const A_HAPPENING: happenings.KeptHappening = {
  ...WHOSE,
  id: AN_ID,
  kind: 'usage',
  bytes: 1n,
  mcc: '232',
  mnc: '01',
  country: 'AT',
  fromAt: THEN,
  toAt: THEN,
};

const A_GROWTH: growths.Growth = {
  ...WHOSE,
  id: AN_ID,
  place: 0,
  subscriber: '260060145143896',
  inputBytes: 1n,
  outputBytes: 1n,
  mcc: '232',
  mnc: '01',
  at: THEN,
  receivedAt: THEN,
  clientId: AN_ID,
  address: '127.0.0.1',
  country: null,
};

/** Calls of the statements about RADIUS sessions, which take whole rows. */
export const RADIUS_BY_HAND: Record<string, Calls> = {
  'src/connectivity/radius/session-store.ts': {
    insertSessions: (tx) => sessions.insertSessions(tx, [A_SESSION]),
    updateSessions: (tx) => sessions.updateSessions(tx, [A_SESSION]),
  },
  'src/connectivity/radius/growth-store.ts': {
    growSessions: (tx) => growths.growSessions(tx, [A_GROWTH]),
  },
  'src/connectivity/radius/happening-store.ts': {
    insertHappenings: (tx) => happenings.insertHappenings(tx, [A_HAPPENING]),
  },
};
