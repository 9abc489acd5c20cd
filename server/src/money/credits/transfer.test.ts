import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancesAfter, deltasOf, type TransferDraft } from './transfer.ts';

const SIDES = [
  { debit: 'credits', credit: 'sales' },
  { debit: 'sales', credit: 'credits' },
  { debit: 'funding', credit: 'credits' },
  { debit: 'credits', credit: 'adjustments' },
] as const;

const drafts: fc.Arbitrary<TransferDraft[]> = fc.array(
  fc
    .record({
      kind: fc.constantFrom(
        'posted' as const,
        'pending' as const,
        'post' as const,
        'void' as const,
      ),
      sides: fc.constantFrom(...SIDES),
      amountMinor: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    })
    .map(({ kind, sides, amountMinor }) => ({
      ...sides,
      kind,
      amountMinor,
      type: 'activation',
      description: 'a package',
      createdAt: new Date(0),
    })),
);

describe('transfers', () => {
  it('transfers take as much from one ledger account as they add to another', () => {
    fc.assert(
      fc.property(drafts, (of) => {
        const deltas = deltasOf(of);
        const sum = (pick: (delta: (typeof deltas)[number]) => bigint) =>
          deltas.reduce((total, delta) => total + pick(delta), 0n);
        expect(sum((delta) => delta.postedDebits)).toBe(sum((delta) => delta.postedCredits));
        expect(sum((delta) => delta.pendingDebits)).toBe(sum((delta) => delta.pendingCredits));
      }),
    );
  });

  it('transfers end at the balance of the totals', () => {
    fc.assert(
      fc.property(drafts, fc.bigInt({ min: 0n, max: 10n ** 12n }), (of, start) => {
        const credits = deltasOf(of).find(({ code }) => code === 'credits');
        const moved = credits ? credits.postedCredits - credits.postedDebits : 0n;
        expect(balancesAfter(start, of).at(-1) ?? start).toBe(start + moved);
      }),
    );
  });

  it('transfers leave nothing held once each pending one is posted or voided', () => {
    fc.assert(
      fc.property(drafts, fc.array(fc.boolean()), (of, posts) => {
        const held = of.map((draft) => ({ ...draft, kind: 'pending' as const }));
        const ends = held.map((draft, index) => ({
          ...draft,
          kind: posts[index] ? ('post' as const) : ('void' as const),
        }));
        for (const delta of deltasOf([...held, ...ends])) {
          expect([delta.pendingDebits, delta.pendingCredits]).toEqual([0n, 0n]);
        }
      }),
    );
  });
});
