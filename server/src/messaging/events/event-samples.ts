import { usd } from '../../kernel/money.ts';
import type { Event, EventType } from './event.ts';

const uid = '058c8716-47dd-4fc4-be89-00978a86b7c0';
const activatedItem = 'a15bb850-c166-4941-aef6-24fdbe27722d';
const inventoryItemId = '7555cab8-72bc-4e85-b56a-6cdf60e2d6e4';
const purchaseId = '0199a1b2-71f4-7c1b-8a3d-0123456789ab';
const iccid = '8997212330099184896';
const imsi = '260060145143896';
const aPackage = { uid, activatedItem, name: 'eSIM Worldwide 1 GB', metatag: 'order-1001' };
const expiresAt = '2026-09-02T10:15:30.000Z';
const anApproval = {
  approvalId: purchaseId,
  kind: 'sale',
  clientId: 'key_5f0c1e9a7b3d2468ace01357',
  description: 'eSIM Worldwide 10 GB',
  amount: usd(24),
  batchId: null,
  expiresAt,
};

/** An invented body for each type of event; its IDs name nothing. */
const BODIES: Record<EventType, Record<string, unknown>> = {
  'package.purchased': {
    ...aPackage,
    inventoryItemId,
    iccid,
    status: 'PURCHASED',
    activationMode: 'FIRST_USE',
    channel: 'API',
    purchasePrice: usd(1.49),
    retailPrice: usd(4.99),
    expiresAt,
  },
  'package.delivered': { ...aPackage, iccid, expiresAt },
  'package.failed': { ...aPackage, reason: 'supplier_unavailable', amount: usd(1.49) },
  'package.activated': { uid, activatedItem, activatedAt: '2026-08-25T09:52:10.000Z', expiresAt },
  'package.depleted': { ...aPackage, expiresAt, unusedBytes: 0 },
  'package.day_used_up': {
    ...{ ...aPackage, expiresAt, unusedBytes: 524_288_000 },
    ...{ dailyBytes: 1_073_741_824, resetsAt: '2026-08-26T09:52:10.000Z' },
  },
  'package.throttled': {
    ...{ ...aPackage, expiresAt, unusedBytes: 524_288_000 },
    ...{ fairUseBytes: 2_147_483_648, speedKbps: 512, resetsAt: '2026-08-26T09:52:10.000Z' },
  },
  'package.expiring': { ...aPackage, expiresAt, unusedBytes: 524_288_000 },
  'package.expired': { ...aPackage, expiresAt, unusedBytes: 524_288_000 },
  'package.refunded': { ...aPackage, amount: usd(1.49), reason: null },
  'esim.status_changed': { iccid, imsi, profileState: 'INSTALLED' },
  'esim.country_changed': { imsi, iccid, previousCountry: null, newCountry: 'DE' },
  'esim.replaced': {
    uid,
    iccid,
    imsi,
    replacedByIccid: '8997212330099184904',
    replacedByImsi: '260060145143897',
  },
  'balance.low': {
    uid,
    iccid,
    imsi,
    timestamp: '2026-08-21T10:15:30.000Z',
    balanceAmountInByte: 93_618_231,
  },
  'credits.low': { threshold: usd(10), available: usd(9.8) },
  'credits.added': {
    purchaseId,
    origin: 'purchase',
    amount: usd(100),
    balance: usd(109.8),
    available: usd(109.8),
  },
  'account.suspended': { reason: 'Unusual sales on 30 April' },
  'account.resumed': { reason: 'The sales were confirmed' },
  'credits.frozen': { purchaseId, reason: 'dispute', amount: usd(100), frozen: usd(90) },
  'credits.released': { purchaseId, reason: 'dispute', amount: usd(100), frozen: usd(90) },
  'credits.reversed': {
    purchaseId,
    reason: 'refunded',
    amount: usd(100),
    taken: usd(90),
    outstanding: usd(10),
  },
  'credits.auto_top_up_failed': {
    reason: 'card_declined',
    attempt: 1,
    nextAttemptAt: '2026-09-02T10:15:30.000Z',
    switchedOff: false,
    amount: usd(100),
    purchaseId,
  },
  'price.planned': {
    ...{ inventoryItemId, price: usd(1.59) },
    ...{ effectiveAt: '2027-01-01T00:00:00.000Z', isCancelled: false },
  },
  'price.changed': { inventoryItemId, price: usd(1.59) },
  'approval.requested': anApproval,
  'approval.approved': anApproval,
  'approval.rejected': anApproval,
  'approval.expired': anApproval,
};

/** Returns an invented event; its sequence is 0, which no recorded event has. */
export function sampleEvent(type: EventType, { id, now }: { id: string; now: Date }): Event {
  return { type, id, sequence: 0n, createdAt: now, body: BODIES[type] };
}
