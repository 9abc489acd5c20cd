import { describe, expect, it } from 'vitest';
import type { Known, Unit, UnitState } from '../src/orders.ts';
import { isSettled, planOrder } from '../src/plan.ts';
import { isSigned } from '../src/signature.ts';

const DAY_MS = 86_400_000;
const line = { id: '5', sku: 'EU', name: 'Europe', quantity: 3 };

function known(states: (UnitState | undefined)[], refunded = 0): Known {
  const units = states.flatMap((state, index): [string, Unit][] =>
    state ? [[`5-${index + 1}`, { state, startedAt: 0, isMailed: true }]] : [],
  );
  const refund = { id: 'r', orderId: '1', lines: [{ id: '5', quantity: refunded }] };
  const order = { id: '1', email: 'ada@example.com', locale: null, lines: [line], refunds: [] };
  const one = { order, refunds: new Map([['r', refund]]), units: new Map(units), noted: undefined };
  return { ...one, noted: planOrder(one, 0).links };
}

describe('what is due for an order', () => {
  it.each<[string, (UnitState | undefined)[], number, object]>([
    ['a paid line sells all units', [], 0, { sell: ['5-1', '5-2', '5-3'] }],
    ['a begun sale is repeated', ['selling', 'sold', 'sold'], 0, { sell: ['5-1'] }],
    [
      'units that are refunded before the sale are not sold',
      [],
      2,
      { cancel: ['5-2', '5-3'], sell: ['5-1'] },
    ],
    [
      'a begun sale ends before it is refunded',
      ['selling', 'selling', 'selling'],
      3,
      { sell: ['5-1', '5-2', '5-3'], cancel: [] },
    ],
    [
      'the last units are refunded first',
      ['sold', 'sold', 'sold'],
      1,
      { refunds: [{ units: ['5-3', '5-2', '5-1'], count: 1 }] },
    ],
    [
      'a begun refund comes first',
      ['refunding', 'sold', 'sold'],
      1,
      { refunds: [{ units: ['5-1', '5-3', '5-2'], count: 1 }] },
    ],
    ['a unit that was used counts as done', ['sold', 'sold', 'kept'], 1, { refunds: [] }],
    [
      'more refunds than units refund each unit once',
      ['refunded', 'refunded', 'refunded'],
      9,
      { refunds: [], sell: [], cancel: [] },
    ],
    ['a refused unit waits for a person', ['sold', 'sold', 'refused'], 0, { sell: [] }],
    [
      'a refused unit that is refunded is cancelled',
      ['sold', 'sold', 'refused'],
      1,
      { cancel: ['5-3'], refunds: [] },
    ],
    ['a pending unit is looked up', ['pending', 'sold', 'sold'], 0, { look: ['5-1'] }],
  ])('%s', (_, states, refunded, expected) => {
    expect(planOrder(known(states, refunded), 0)).toMatchObject(expected);
  });

  it('an order without anything to do is settled, and one whose links are not noted is not', () => {
    const done = known(['sold', 'refunded', 'cancelled'], 2);
    expect(isSettled(planOrder(done, 0))).toBe(true);
    expect(isSettled(planOrder({ ...done, noted: undefined }, 0))).toBe(false);
  });

  it('a sale that was begun 25 days ago is not sent again, as its key may be gone', () => {
    const begun = known(['selling', 'sold', 'sold']);
    expect(planOrder(begun, 25 * DAY_MS - 1).sell).toEqual(['5-1']);
    expect(planOrder(begun, 25 * DAY_MS).sell).toEqual([]);
  });

  it('refunds that arrive before their order do nothing until it does', () => {
    const early = { ...known([], 1), order: undefined, noted: undefined };
    expect(isSettled(planOrder(early, 0))).toBe(true);
  });
});

describe('the signature of Shopify', () => {
  const body = Buffer.from('{"id":1}');
  const signature = 'VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY=';
  it.each([
    ['of the bytes by one of the secrets is accepted', body, signature, ['new', 'hush'], true],
    ['by another secret is refused', body, signature, ['other'], false],
    ['of other bytes is refused', Buffer.from('{"id":2}'), signature, ['hush'], false],
    ['that is cut off is refused', body, signature.slice(0, 8), ['hush'], false],
    ['that is missing is refused', body, undefined, ['hush'], false],
  ])('a signature %s', (_, bytes, given, secrets, isAccepted) => {
    expect(isSigned(bytes, given, secrets)).toBe(isAccepted);
  });
});
