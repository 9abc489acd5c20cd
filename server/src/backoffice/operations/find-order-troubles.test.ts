import { describe, expect, it } from 'vitest';
import type { CarrierOrder } from '../../connectivity/carrier-orders/index.ts';
import { newId } from '../../kernel/ids.ts';
import { findOrderTroubles } from './find-platform-troubles.ts';

const NOW = new Date('2026-11-30T12:00:00Z');
const phrasing = { locale: 'en', now: NOW } as const;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

function order(more: Partial<CarrierOrder>): CarrierOrder {
  const ids = { accountId: newId(), id: newId(), activatedItemId: newId(), dataPlanId: newId() };
  return {
    ...ids,
    ...{ carrier: 'esim-access', kind: 'top_up', state: 'DELIVERED', item: 'AT1D7', attempts: 1 },
    ...{ supplierOrder: 'B1', iccid: null, profileId: null, costTenThousandths: null },
    ...{ costCurrency: null, reason: 'package_failed', detail: null, isSpare: false, choices: [] },
    ...{ createdAt: daysAgo(9), sentAt: daysAgo(9), lastSentAt: daysAgo(9), endedAt: daysAgo(1) },
    ...{ nextAt: null, asksSince: null },
    ...more,
  };
}

describe('orders that a supplier delivered for no package', () => {
  it('are a finding for each supplier, since the first of them', () => {
    const unused = [
      order({ endedAt: daysAgo(1) }),
      order({ endedAt: daysAgo(2) }),
      order({ carrier: 'airalo' }),
    ];
    expect(findOrderTroubles({ asking: [], unused }, phrasing)).toMatchObject([
      {
        ...{ kind: 'orders_unused', severity: 'warning', count: 2, since: daysAgo(2) },
        text: 'esim-access delivered 2 orders that no package got since 28 Nov, 12:00 UTC.',
      },
      { kind: 'orders_unused', count: 1 },
    ]);
  });

  it('are no finding after a week', () => {
    const unused = [order({ endedAt: daysAgo(7) })];
    expect(findOrderTroubles({ asking: [], unused }, phrasing)).toEqual([]);
  });
});
