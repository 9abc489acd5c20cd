import { describe, expect, it } from 'vitest';
import {
  availableBytes,
  type Package,
  packageAt,
  refusalToRefund,
  showActivatedItem,
  showTotal,
} from './package.ts';

const SOLD = new Date('2026-04-30T09:55:36.430Z');
const days = (count: number, from = SOLD) => new Date(from.getTime() + count * 86_400_000);

function item(over: Partial<Package> = {}): Package {
  return {
    accountId: 'a',
    id: 'i',
    customerId: 'c',
    profileDomainId: 'd',
    esimProfileId: null,
    inventoryItemId: 'v',
    dataPlanId: 'p',
    name: 'eSIM Worldwide 50 MB',
    sizeValue: 50,
    sizeUnit: 'MB',
    dataBytes: 52_428_800n,
    usedBytes: 0n,
    dataTerms: null,
    dataDays: null,
    validityDays: 365,
    countrySet: 'WWW',
    carrier: 'sandbox',
    activationMode: 'NOW',
    salesChannel: 'API',
    metatag: 'order-1001',
    userIp: null,
    userCountry: null,
    status: 'PURCHASED',
    state: 'ACTIVE',
    purchasePriceMinor: 149n,
    retailPriceMinor: 499n,
    holdSequence: null,
    clientId: 'demo-client',
    personId: null,
    soldAt: SOLD,
    activatedAt: SOLD,
    expiresAt: days(365),
    warnedAt: null,
    refundedAt: null,
    ...over,
  };
}

const waiting = (over: Partial<Package> = {}) =>
  item({ state: 'WAITING', activatedAt: null, expiresAt: days(90), ...over });

describe('a package in time', () => {
  it('expires at its expiry and not a millisecond before', () => {
    const before = new Date(days(365).getTime() - 1);
    expect(packageAt(item(), before).state).toBe('ACTIVE');
    expect(packageAt(item(), days(365)).state).toBe('EXPIRED');
  });

  it('activates by itself after 90 days of waiting, whoever looks', () => {
    const stood = packageAt(waiting(), days(100));
    expect(stood).toMatchObject({
      state: 'ACTIVE',
      activatedAt: days(90),
      expiresAt: days(90 + 365),
    });
    expect(packageAt(waiting({ validityDays: 5 }), days(100)).state).toBe('EXPIRED');
  });

  it('never expires without an end of validity', () => {
    const endless = item({ validityDays: null, expiresAt: null });
    expect(packageAt(endless, days(100_000)).state).toBe('ACTIVE');
    expect(packageAt(waiting({ validityDays: null }), days(100_000)).expiresAt).toBeNull();
  });

  it('holds data while it waits or runs, and none once it is over', () => {
    expect(availableBytes(item({ usedBytes: 1n }), SOLD)).toBe(52_428_799n);
    expect(availableBytes(waiting(), SOLD)).toBe(52_428_800n);
    for (const state of ['DEPLETED', 'EXPIRED', 'REFUNDED', 'FAILED'] as const) {
      expect(availableBytes(item({ state }), SOLD)).toBe(0n);
    }
  });

  it('counts into the total until it expires', () => {
    const items = [item(), waiting({ validityDays: 1 })];
    expect(showTotal(items, SOLD).totalAvailableBytes).toBe(2 * 52_428_800);
    expect(showTotal(items, days(200)).totalAvailableBytes).toBe(52_428_800);
  });
});

describe('a refund', () => {
  it('is refused in the documented order', () => {
    const worst = { usedBytes: 1n, state: 'EXPIRED' } as const;
    expect(refusalToRefund(item({ ...worst, status: 'REFUNDED' }), 0)).toBe('already_refunded');
    expect(refusalToRefund(item({ ...worst, status: 'ACTIVATED' }), 0)).toBe(
      'not_refundable_stock',
    );
    expect(refusalToRefund(item(worst), 0)).toBe('not_refundable_expired');
    expect(refusalToRefund(item({ usedBytes: 1n }), 0)).toBe('not_refundable_used');
    expect(refusalToRefund(item(), 0)).toBe('refund_limit_reached');
    expect(refusalToRefund(item(), 1)).toBeNull();
    expect(refusalToRefund(waiting(), 1)).toBeNull();
  });

  it('is refused while the carrier has not delivered', () => {
    expect(refusalToRefund(item({ state: 'PENDING' }), 1)).toBe('invalid_state');
    expect(refusalToRefund(item({ state: 'FAILED' }), 1)).toBe('invalid_state');
  });
});

describe('the wire', () => {
  it('shows the sample of the contract', () => {
    expect(showActivatedItem(item(), { now: SOLD, refundsLeft: 20 })).toMatchObject({
      uid: 'i',
      metatag: 'order-1001',
      salesChannel: 'Application Programming Interface',
      salesChannelTypeCode: 'API',
      activationType: 'DATA_PLAN',
      salesDate: '2026-04-30T09:55:36.430Z',
      purchasePrice: { sortIndex: 0, priceValue: 1.49, currencyCode: 'USD' },
      retailPrice: { sortIndex: 0, priceValue: 4.99, currencyCode: 'USD' },
      balance: {
        activatedAt: '2026-04-30T09:55:36.430Z',
        expiresAt: '2027-04-30T09:55:36.430Z',
        activationMode: 'NOW',
        name: 'eSIM Worldwide 50 MB',
        size: { sizeValue: 50, sizeUnit: 'MB' },
        availableBalance: { sizeValue: 0.05, sizeUnit: 'GB' },
        availableBytes: 52_428_800,
        validitySize: 365,
        validityUnit: 'days',
      },
    });
  });
});
