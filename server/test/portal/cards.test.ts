import { readFileSync } from 'node:fs';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TEST_CARD_NUMBERS } from '../../src/money/payments/index.ts';
import { type FakeStripe, startFakeStripe } from '../support/fake-stripe.ts';
import { openStage, type Stage } from './stage.ts';

const PATIENCE_MS = 120_000;
const WORDS = new URL('../../../portal/src/pages/credits/card-words.ts', import.meta.url);

/** Stripe's script as far as the portal uses it; what the cardholder does goes to the test. */
const SCRIPT = `
  window.Stripe = (key) => ({
    elements: ({ clientSecret }) => ({
      clientSecret,
      create() {
        const heard = {};
        const place = document.createElement('p');
        return {
          on: (name, listener) => Object.assign(heard, { [name]: listener }),
          mount(parent) {
            place.textContent = 'Stripe asks for the card with ' + key;
            parent.append(place);
            heard.ready();
          },
          destroy: () => place.remove(),
        };
      },
    }),
    confirmSetup: ({ elements }) => cardholder('enter', elements.clientSecret),
    handleNextAction: ({ clientSecret }) => cardholder('authenticate', clientSecret),
  });`;

let stripe: FakeStripe;
let stage: Stage;
let told = 0;
/** The next error of Stripe's form in place of accepting the card. */
let refusal: string | undefined;

beforeAll(async () => {
  stripe = await startFakeStripe();
  stage = await openStage({
    GIGASTORE_STRIPE_SECRET_KEY: stripe.keys.secretKey,
    GIGASTORE_STRIPE_PUBLISHABLE_KEY: stripe.keys.publishableKey,
    GIGASTORE_STRIPE_WEBHOOK_SECRET: stripe.keys.webhookSecret,
    GIGASTORE_STRIPE_API_URL: stripe.keys.apiUrl,
  });
}, PATIENCE_MS);
afterAll(async () => {
  await stage?.close();
  await stripe?.close();
});

it(
  'an owner adds a card on Stripe’s own form and confirms a payment with the bank',
  async () => {
    const context = await stage.as('owner', { viewport: { width: 390, height: 844 } });
    await playStripe(context);
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).hostname));
    await page.goto('/portal/live/credits?tab=settings');
    await page.getByRole('button', { name: 'Add credit card', exact: true }).click();
    const form = page.getByRole('form', { name: 'Add credit card' });
    await form.getByText('Stripe asks for the card with pk_test_of_the_tests').waitFor();

    refusal = 'Your card was declined.';
    await form.getByRole('button', { name: 'Save card' }).click();
    await form.getByRole('alert').getByText('Your card was declined.').waitFor();
    await form.getByRole('button', { name: 'Save card' }).click();
    await page.getByText('Visa ···· 4242').or(page.getByText('visa ···· 4242')).waitFor();
    await expect.poll(() => form.count()).toBe(0);

    await page.goto('/portal/live/credits?buy=new');
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: /^Pay / }).click();
    await drawer.getByRole('button', { name: 'Confirm the payment' }).click();
    await drawer.getByRole('status').getByText('was added to your credits').waitFor();
    expect([...new Set(asked)].filter((host) => host !== new URL(stage.url).hostname)).toEqual([
      'js.stripe.com',
    ]);
  },
  PATIENCE_MS,
);

it('says what to do where Stripe’s script cannot be loaded', async () => {
  const context = await stage.as('owner');
  await context.route('https://js.stripe.com/**', (route) => route.abort());
  const page = await context.newPage();
  await page.goto('/portal/live/credits?tab=settings');
  await page.getByRole('button', { name: 'Add credit card', exact: true }).click();
  await page
    .getByRole('alert')
    .getByText(/^Stripe’s form cannot be loaded/)
    .waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Add credit card', exact: true }).waitFor();
});

it('names only test cards that there are', () => {
  const named = [...readFileSync(WORDS, 'utf8').matchAll(/\b\d{4}(?: \d{4}){3}\b/g)];
  expect(named.length).toBeGreaterThan(0);
  const numbers = named.map(([number]) => number.replaceAll(' ', ''));
  expect(numbers.filter((number) => !TEST_CARD_NUMBERS.some((one) => one === number))).toEqual([]);
});

/** Answers for Stripe: its script, and the notices about what the cardholder does with it. */
async function playStripe(context: BrowserContext): Promise<void> {
  await context.route('https://js.stripe.com/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: SCRIPT }),
  );
  await context.exposeFunction('cardholder', async (act: string, clientSecret: string) => {
    const message = refusal;
    refusal = undefined;
    if (message) return { error: { type: 'card_error', message } };
    const id = clientSecret.replace(/_secret$/, '');
    if (act === 'enter') stripe.enterCard(id, 'authentication');
    else stripe.authenticate(id, true);
    await notify();
    return {};
  });
}

/** Sends the store every notice that it has not received yet. */
async function notify(): Promise<void> {
  for (const event of stripe.events.slice(told)) {
    const { payload, signature } = stripe.signed(event);
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const url = `${stage.url}/payments/stripe/notices`;
    const { status } = await fetch(url, { method: 'POST', headers, body: payload });
    expect(status).toBeLessThan(300);
    told += 1;
  }
}
