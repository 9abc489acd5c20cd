import { expect, it } from 'vitest';
import { refundedOf } from './refund-report.ts';

const at = (second: number) => new Date(second * 1_000);
const total = (amountMinor: bigint, second: number) =>
  ({ kind: 'total', amountMinor, reportedAt: at(second) }) as const;
const failed = (amountMinor: bigint, second: number) =>
  ({ kind: 'failed', amountMinor, reportedAt: at(second) }) as const;

it.each([
  ['nothing', [], 0n],
  ['a refund', [total(100n, 1)], 100n],
  ['two refunds', [total(40n, 1), total(100n, 2)], 100n],
  ['two refunds within one second', [total(100n, 1), total(40n, 1)], 100n],
  ['a refund that failed', [total(100n, 1), failed(100n, 9)], 0n],
  ['one of two that failed', [total(40n, 1), total(100n, 2), failed(60n, 9)], 40n],
  ['a smaller one after it', [total(100n, 1), failed(100n, 9), total(30n, 12)], 30n],
  ['the smaller one told first', [total(30n, 12), total(100n, 1), failed(100n, 9)], 30n],
  ['a failure alone', [failed(100n, 9)], 0n],
  ['all within one second', [total(100n, 1), failed(100n, 1)], 0n],
] as const)('the refunded sum is right after %s', (_, reports, refundedMinor) => {
  expect(refundedOf([...reports])).toBe(refundedMinor);
  expect(refundedOf([...reports].reverse())).toBe(refundedMinor);
});
