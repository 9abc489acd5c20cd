import { newId } from '../../../../kernel/ids.ts';
import type { Card, CardProvider, IntentState, Payment } from '../provider.ts';

/** The outcome of each well-known test number; no other number is accepted. */
const OUTCOMES = {
  '4242424242424242': 'paid',
  '4000000000000002': 'card_declined',
  '4000002760003184': 'authentication',
  '4000000000009995': 'insufficient_funds',
  '4000000000000069': 'expired_card',
  '4000000000000341': 'card_declined',
} as const;
export type TestCardNumber = keyof typeof OUTCOMES;
export const TEST_CARD_NUMBERS = Object.keys(OUTCOMES) as TestCardNumber[];

const TOKEN = /^test_pm_(\d{16})_/;
const EXPIRY_YEAR = 2050;

/** Returns a new card with this number; its token contains the number. */
export function makeTestCard(number: TestCardNumber): Card {
  return {
    token: `test_pm_${number}_${newId()}`,
    brand: 'visa',
    lastFour: number.slice(-4),
    expiryMonth: 12,
    expiryYear: EXPIRY_YEAR,
  };
}

/**
 * Returns the provider of sandbox accounts, which charges no money and stores nothing. The outcome
 * of a payment follows from the card's number, so that repeated calls return the same.
 */
export function testCardProvider(): CardProvider {
  return {
    name: 'test',
    publishableKey: null,
    openIntent: async ({ purchaseId }) => `test_pi_${purchaseId}`,
    confirmIntent: async (payment) => outcomeOf(payment),
    readIntent: async () => ({ status: 'unconfirmed' }),
    cancelIntent: async () => ({ status: 'canceled' }),
    createCustomer: async (accountId) => `test_cus_${accountId}`,
    openSetup: async () => {
      throw new Error('test cards have no form');
    },
    readSetup: async () => ({ status: 'given_up' }),
    cancelSetup: async () => {},
    readCard: async (token) => ({ ...makeTestCard(numberOf(token)), token }),
    detachCard: async () => {},
  };
}

function outcomeOf({ cardToken, totalMinor, isOffSession }: Payment): IntentState {
  const outcome = OUTCOMES[numberOf(cardToken)];
  if (outcome === 'paid') return { status: 'paid', receivedMinor: totalMinor };
  if (outcome !== 'authentication') return { status: 'declined', code: outcome };
  if (isOffSession) return { status: 'declined', code: 'authentication_required' };
  const action = { type: 'authenticate', clientSecret: null, redirectUrl: null } as const;
  return { status: 'requires_action', action };
}

function numberOf(token: string): TestCardNumber {
  const number = TOKEN.exec(token)?.[1];
  if (number && number in OUTCOMES) return number as TestCardNumber;
  throw new Error('this is not the token of a test card');
}
