import { newId } from '../../../../kernel/ids.ts';
import type { Card, CardProvider, IntentState, Payment } from '../provider.ts';

/** What each of the well-known test numbers plays; no other number is taken. */
const PLAYS = {
  '4242424242424242': 'paid',
  '4000000000000002': 'card_declined',
  '4000002760003184': 'authentication',
  '4000000000009995': 'insufficient_funds',
  '4000000000000069': 'expired_card',
  '4000000000000341': 'card_declined',
} as const;
export type TestCardNumber = keyof typeof PLAYS;
export const TEST_CARD_NUMBERS = Object.keys(PLAYS) as TestCardNumber[];

const TOKEN = /^test_pm_(\d{16})_/;
const EXPIRY_YEAR = 2050;

/** A new card of this number; its token alone says what it plays. */
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
 * The provider of sandbox accounts: charges nobody and keeps nothing. A payment's outcome follows
 * from the card's number, so that asking twice is answered alike.
 */
export function testCardProvider(): CardProvider {
  return {
    name: 'test',
    publishableKey: null,
    openIntent: async ({ purchaseId }) => `test_pi_${purchaseId}`,
    confirmIntent: async (payment) => play(payment),
    readIntent: async () => ({ status: 'unconfirmed' }),
    cancelIntent: async () => ({ status: 'canceled' }),
    createCustomer: async (accountId) => `test_cus_${accountId}`,
    openSetup: async () => {
      throw new Error('test cards are named, not entered');
    },
    readSetup: async () => ({ status: 'given_up' }),
    readCard: async (token) => ({ ...makeTestCard(numberOf(token)), token }),
    detachCard: async () => {},
  };
}

function play({ cardToken, totalMinor, isOffSession }: Payment): IntentState {
  const outcome = PLAYS[numberOf(cardToken)];
  if (outcome === 'paid') return { status: 'paid', receivedMinor: totalMinor };
  if (outcome !== 'authentication') return { status: 'declined', code: outcome };
  if (isOffSession) return { status: 'declined', code: 'authentication_required' };
  const action = { type: 'authenticate', clientSecret: null, redirectUrl: null } as const;
  return { status: 'requires_action', action };
}

function numberOf(token: string): TestCardNumber {
  const number = TOKEN.exec(token)?.[1];
  if (number && number in PLAYS) return number as TestCardNumber;
  throw new Error('this is no token of a test card');
}
