import { describe, expect, it } from 'vitest';
import { checkHistory, longestSilence, type Observed, type Operation } from './history.ts';

const NOTHING: Observed = { packages: [], refunds: [], credits: [] };
const answered = (status: Operation['attempts'][0]['status'], endedAt = 1, retryAfter = '2') => ({
  ...{ startedAt: 0, endedAt, status, detail: '' },
  retryAfter: status === 503 ? retryAfter : null,
});
const sale = (more: Partial<Operation> = {}): Operation => ({
  ...{ key: 'sale-1', kind: 'register', attempts: [answered(503), answered(200)] },
  acknowledged: ['package-1'],
  ...more,
});
const sold = { id: 'package-1', key: 'sale-1', status: 'ACTIVE' };
const refund: Operation = {
  ...{ key: 'refund-1', kind: 'refund', packageId: 'package-1' },
  ...{ attempts: [answered(200)], acknowledged: ['refunded'] },
};
const credits: Operation = {
  ...{ key: 'credits-1', kind: 'credits', amountMinor: 101 },
  ...{ attempts: [answered(200)], acknowledged: ['added'] },
};
const kindsOf = (operations: Operation[], observed: Partial<Observed>) =>
  checkHistory(operations, { ...NOTHING, ...observed }).map(({ kind }) => kind);

describe('the checker of histories', () => {
  it('finds nothing when every answered operation happened once', () => {
    const observed = {
      packages: [{ ...sold, status: 'REFUNDED' }],
      refunds: [{ packageId: 'package-1' }],
      credits: [{ amountMinor: 101 }],
    };
    expect(kindsOf([sale(), refund, credits], observed)).toEqual([]);
  });

  it.each([
    ['a sale', sale(), {}],
    ['a sale whose key sold something else', sale(), { packages: [{ ...sold, id: 'other' }] }],
    ['a refund', refund, { refunds: [{ packageId: 'package-1' }] }],
    ['credits', credits, { credits: [{ amountMinor: 102 }] }],
  ])('finds %s that was answered and is not there', (_, operation, observed) => {
    expect(kindsOf([operation], observed)).toEqual(['lost']);
  });

  it('finds what happened twice, and what nobody asked for', () => {
    const twice = { packages: [sold, { ...sold, id: 'package-2' }] };
    expect(kindsOf([sale()], twice)).toEqual(['doubled']);
    expect(kindsOf([], { packages: [sold] })).toEqual(['doubled']);
    const added = { amountMinor: 101 };
    expect(kindsOf([credits], { credits: [added, added] })).toEqual(['doubled']);
    const refunds = [{ packageId: 'package-1' }, { packageId: 'package-1' }];
    const packages = [{ ...sold, status: 'REFUNDED' }];
    expect(kindsOf([sale(), refund], { packages, refunds })).toEqual(['doubled']);
  });

  it('finds a repeated request with another answer', () => {
    const acknowledged = ['package-1', 'package-2'];
    const packages = [sold];
    expect(kindsOf([sale({ acknowledged })], { packages })).toEqual(['other answer', 'lost']);
  });

  it('allows 503 with Retry-After, and no other refusal', () => {
    const attempts = [answered(200), { ...answered(503), retryAfter: null }, answered(404)];
    const packages = [sold];
    const found = kindsOf([sale({ attempts: [...attempts, answered('none')] })], { packages });
    expect(found).toEqual(['wrong answer', 'wrong answer', 'wrong answer']);
  });

  it('finds a key that was never answered, and does not call its sale lost', () => {
    const waiting = sale({ attempts: [answered(503)], acknowledged: [] });
    expect(kindsOf([waiting], {})).toEqual(['unanswered']);
  });
});

describe('the time until answers return', () => {
  it('is the longest silence after the blow, and counts successes alone', () => {
    const attempts = [
      ...[answered(200, 90), answered(200, 110), answered(503, 125)],
      ...[answered(200, 150), answered(200, 160)],
    ];
    expect(longestSilence([sale({ attempts })], 100)).toBe(40);
    expect(longestSilence([sale({ attempts })], 200)).toBe(Number.POSITIVE_INFINITY);
  });
});
