import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { type Buyer, openTill, type Shown, usd } from '../../../../test/support/payments.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { sql } from '../../../platform/db/database.ts';
import { confirmTransfer } from '../index.ts';
import { splitReceipt } from './split-receipt.ts';
import { findReferences, newReference } from './transfer-reference.ts';

const AT_ONCE = 20;
const PURCHASES = '/gigastore/credits/purchases';

let entries = 0;
const till = await forThisFile(openTill());

async function order(buyer: Buyer, priceValue = 100): Promise<Shown> {
  const body = { amount: usd(priceValue), method: 'bank_transfer' };
  return (await buyer.call('POST', PURCHASES, { body })).json();
}

/** `confirmed`, or the refusal's code. */
async function receive(reference: string, receivedMinor: bigint, entryId?: string) {
  entries += 1;
  const receipt = {
    payments: till.payments,
    entryId: entryId ?? `entry-${entries}`,
    ...{ reference, receivedMinor, receivedAt: new Date() },
  };
  try {
    await till.db.transaction((tx) => confirmTransfer({ db: tx, changes: [] }, receipt));
    return 'confirmed';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const referenceOf = ({ instructions }: Shown) => instructions?.reference ?? '';

/** The account's purchases are taxed from now on. */
async function taxed(): Promise<Buyer> {
  const buyer = await till.newBuyer();
  await till.db.run(sql`
    update billing_details
    set country = 'AT', vat_id = null, postal_code = '1020', city = 'Wien'
    where organization_id = ${buyer.organizationId}`);
  return buyer;
}

describe('a purchase by bank transfer', () => {
  it('a purchase by bank transfer names the bank account, and is paid by the transfer', async () => {
    const buyer = await till.newBuyer();
    const ordered = await order(buyer);
    expect(ordered).toMatchObject({
      status: 'awaiting_transfer',
      instructions: { amount: { priceValue: 100 }, iban: 'AT611904300234573201' },
    });
    const typed = referenceOf(ordered).toLowerCase().replaceAll('-', ' ');
    expect(await receive(typed, 10_000n)).toBe('confirmed');
    const paid = await buyer.read(ordered.id);
    expect(paid).toMatchObject({ status: 'paid', received: { priceValue: 100 } });
    expect(paid.invoiceNumber).not.toBeNull();
    expect(await buyer.creditsMinor()).toBe(10_000n);
  });

  it('each entry of the bank counts once, however many confirm it at once', async () => {
    const buyer = await till.newBuyer();
    const reference = referenceOf(await order(buyer));
    const outcomes = await Promise.all(
      Array.from({ length: AT_ONCE }, () => receive(reference, 10_000n, 'the-same')),
    );
    expect(outcomes.filter((outcome) => outcome === 'confirmed')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['confirmed', 'invalid_state']));
    expect(await buyer.creditsMinor()).toBe(10_000n);
  });

  it('each entry of the bank is one account’s, though two are named for it at once', async () => {
    const buyers = [await till.newBuyer(), await till.newBuyer()];
    const references = await Promise.all(buyers.map(async (one) => referenceOf(await order(one))));
    const outcomes = await Promise.all(
      references.map((reference) => receive(reference, 10_000n, 'for-one-of-two')),
    );
    expect(outcomes.sort()).toEqual(['confirmed', 'invalid_state']);
    const credits = await Promise.all(buyers.map((buyer) => buyer.creditsMinor()));
    expect(credits.sort()).toEqual([0n, 10_000n]);
  });

  it('a part of a bank transfer is credited at once, the rest later, with the VAT of each', async () => {
    const buyer = await taxed();
    const ordered = await order(buyer);
    expect(ordered).toMatchObject({ vat: { priceValue: 20 }, total: { priceValue: 120 } });
    const reference = referenceOf(ordered);
    await receive(reference, 4_000n);
    expect(await buyer.creditsMinor()).toBe(3_333n);
    const open = await buyer.read(ordered.id);
    expect(open).toMatchObject({
      status: 'awaiting_transfer',
      received: { priceValue: 40 },
      instructions: { amount: { priceValue: 80 } },
    });
    await receive(reference, 8_000n);
    expect(await buyer.creditsMinor()).toBe(10_000n);
    expect((await buyer.read(ordered.id)).status).toBe('paid');
    const { items } = (await buyer.call('GET', PURCHASES)).json();
    expect(items.map(({ partOf }: Shown) => partOf)).toEqual([ordered.id, null]);
    const numbers = new Set(items.map(({ invoiceNumber }: Shown) => invoiceNumber));
    expect(numbers.size).toBe(2);
  });

  it('an excess of a bank transfer is credited, also after the purchase was paid or canceled', async () => {
    const buyer = await till.newBuyer();
    const [over, twice, off] = [await order(buyer), await order(buyer), await order(buyer)];
    await receive(referenceOf(over), 12_000n);
    await receive(referenceOf(twice), 10_000n);
    await receive(referenceOf(twice), 1_000n);
    await buyer.call('POST', `${PURCHASES}/${off.id}/cancel`);
    expect((await buyer.read(off.id)).status).toBe('canceled');
    await receive(referenceOf(off), 10_000n);
    expect((await buyer.read(off.id)).status).toBe('paid');
    expect(await buyer.creditsMinor()).toBe(33_000n);
  });

  it.each([
    ['GS-7K2M-94XC', 100n, 'purchase_not_found'],
    ['rent for May', 100n, 'purchase_not_found'],
  ])('a bank transfer of the reference %s is refused', async (reference, receivedMinor, code) => {
    expect(await receive(reference, receivedMinor)).toBe(code);
  });

  it('a bank transfer is found in its line of the statement; two references are refused', async () => {
    const buyer = await till.newBuyer();
    const [one, other] = [referenceOf(await order(buyer)), referenceOf(await order(buyer))];
    expect(await receive(`SVWZ+${one} Credits Acme`, 10_000n)).toBe('confirmed');
    expect(await receive(`${one} ${other}`, 10_000n)).toBe('invalid_request');
    expect(await buyer.creditsMinor()).toBe(10_000n);
  });

  it('a bank transfer with a mistyped reference is refused for that reason', async () => {
    const receipt = { payments: till.payments, entryId: 'mistyped', receivedAt: new Date() };
    const named = { ...receipt, reference: 'Invoice GS-B98S-8HY5', receivedMinor: 100n };
    await expect(
      till.db.transaction((tx) => confirmTransfer({ db: tx, changes: [] }, named)),
    ).rejects.toThrow('The check character of GS-B98S-8HY5 is wrong');
  });

  it('an empty bank transfer is refused, and a part prevents canceling the purchase', async () => {
    const buyer = await till.newBuyer();
    const ordered = await order(buyer);
    expect(await receive(referenceOf(ordered), 0n)).toBe('invalid_request');
    await receive(referenceOf(ordered), 1_000n);
    const canceled = await buyer.call('POST', `${PURCHASES}/${ordered.id}/cancel`);
    expect(canceled.json().code).toBe('invalid_state');
  });

  it('a sandbox simulates the receipt of a bank transfer', async () => {
    const buyer = await till.newBuyer();
    const { id } = await order(buyer);
    const body = { event: 'receive_transfer' };
    const played = await buyer.call('POST', `/gigastore/sandbox/purchases/${id}/simulate`, {
      body,
    });
    expect(played.json()).toMatchObject({ status: 'paid' });
    expect(await buyer.creditsMinor()).toBe(10_000n);
  });
});

describe('a reference', () => {
  it('a reference is found again, and is mistyped with one wrong or two swapped characters', () => {
    for (let count = 0; count < 500; count += 1) {
      const reference = newReference();
      expect(findReferences(reference)).toEqual({ right: [reference], mistyped: [] });
      const at = [3, 4, 5, 6, 8, 9, 10, 11][count % 8] ?? 3;
      const other = reference[at] === 'X' ? 'Y' : 'X';
      const wrong = reference.slice(0, at) + other + reference.slice(at + 1);
      expect(findReferences(wrong)).toEqual({ right: [], mistyped: [wrong] });
      const [first, second] = [reference[3], reference[4]];
      if (first === second) continue;
      const swapped = `GS-${second}${first}${reference.slice(5)}`;
      expect(findReferences(swapped)).toEqual({ right: [], mistyped: [swapped] });
    }
  });

  it.each([
    ['EREF+NOTPROVIDED SVWZ+GS-B98S-8HY4 Credits Acme', ['GS-B98S-8HY4']],
    ['/REMI/USTD//GS-7K7A-YYB3', ['GS-7K7A-YYB3']],
    ['Invoice GS-3PV3-2DFA thanks', ['GS-3PV3-2DFA']],
    ['invoice gs3pv32dfa', ['GS-3PV3-2DFA']],
    ['REF GS-B98S-\n8HY4CREDITS', ['GS-B98S-8HY4']],
    ['GS-B98S-8HY4 and GS-B98S-8HY4', ['GS-B98S-8HY4']],
    ['GS-B98S-8HY4/GS-7K7A-YYB3', ['GS-B98S-8HY4', 'GS-7K7A-YYB3']],
    ['7K7A YYB3', ['GS-7K7A-YYB3']],
    ['Zahlung GS–7K7A–YYB3', ['GS-7K7A-YYB3']],
    ['ＧＳ－７Ｋ７Ａ\u200b－ＹＹＢ３', ['GS-7K7A-YYB3']],
    ['BAGS-B98S-8HY4', []],
  ])('a reference is found in the line %j of a bank statement', (line, references) => {
    expect(findReferences(line)).toEqual({ right: references, mistyped: [] });
  });
});

describe('the worth of a sum', () => {
  const quote = { vatTreatment: 'domestic', vatCountry: 'AT' } as const;
  const none = { amountMinor: 0n, vatMinor: 0n, totalMinor: 0n };

  it('the worth of a sum never exceeds it, is at most a cent less, and fits an invoice', () => {
    const sums = fc.bigInt({ min: 1n, max: 10n ** 9n });
    const rates = fc.integer({ min: 0, max: 2_700 });
    fc.assert(
      fc.property(sums, rates, (sumMinor, vatRateBasisPoints) => {
        const worth = splitReceipt(sumMinor, { ...quote, ...none, vatRateBasisPoints });
        expect(sumMinor - worth.totalMinor).toBeOneOf([0n, 1n]);
        expect(worth.vatMinor).toBe(
          (worth.amountMinor * BigInt(vatRateBasisPoints) + 5_000n) / 10_000n,
        );
      }),
    );
  });
});
