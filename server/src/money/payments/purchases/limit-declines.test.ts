import { describe, expect, it } from 'vitest';
import { earlier } from '../../../../test/support/earlier.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { openTill, usd } from '../../../../test/support/payments.ts';
import { sql } from '../../../platform/db/database.ts';

const PURCHASES = '/gigastore/credits/purchases';
const METHODS = '/gigastore/payment-methods';

const till = await forThisFile(openTill());

describe('a card that is declined', () => {
  it('a card can be declined five times an hour, and all cards of an account ten times', async () => {
    const buyer = await till.newBuyer();
    const buy = async (paymentMethodId: string) => {
      const body = { amount: usd(10), paymentMethodId };
      const answer = await buyer.call('POST', PURCHASES, { body });
      if (answer.statusCode === 202) await buyer.advance(answer.json().id);
      return answer;
    };
    const addCard = async (testCard: string) => {
      const setup = await buyer.call('POST', `${METHODS}/setup`, { body: { testCard } });
      return setup.json().paymentMethod.id as string;
    };
    const [one, other, good] = [
      await addCard('4000000000000341'),
      await addCard('4000000000000002'),
      await addCard('4242424242424242'),
    ];
    for (const card of [one, other]) {
      for (let count = 0; count < 5; count += 1) expect((await buy(card)).statusCode).toBe(202);
      const refused = await buy(card);
      expect(refused.json().code).toBe('rate_limited');
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_500);
    }
    expect((await buy(good)).json().code).toBe('rate_limited');
    const later = sql`
      update purchases set asked_at = ${earlier(sql`asked_at`, '1 hour')}
      where account_id = ${buyer.id}`;
    await till.db.run(later);
    expect((await buy(good)).statusCode).toBe(202);
  });

  it('of thirty concurrent charges of a declined card five are attempted', async () => {
    const buyer = await till.newBuyer();
    const body = { testCard: '4000000000000341' };
    await buyer.call('POST', `${METHODS}/setup`, { body });
    const ids: string[] = [];
    for (let count = 0; count < 30; count += 1) {
      const bought = await buyer.call('POST', PURCHASES, { body: { amount: usd(10) } });
      ids.push(bought.json().id);
    }
    const codes: (string | null)[] = [];
    for (const id of ids) {
      await buyer.advance(id);
      codes.push((await buyer.read(id)).declineCode);
    }
    expect(codes.filter((code) => code === 'card_declined')).toHaveLength(5);
    expect(codes.filter((code) => code === 'too_many_declines')).toHaveLength(25);
  });
});
