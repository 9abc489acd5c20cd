import type { BrowserContext, Page } from 'playwright-core';
import type { Hands } from './hands.ts';
import { LABELS, type Labels } from './words.ts';

const PASSWORD = 'a password that is long enough';
const ITEM = 'eSIM Germany 1 GB';
const PRICE = '5.49';

export type Traveller = { page: Page; hands: Hands; language: keyof typeof LABELS; email: string };
export type Step = { page: Page; hands: Hands; labels: Labels; email: string };

/**
 * From an address that nobody knows to a statement that adds up: sign up, confirm, enter billing
 * details, buy credits by card, set a price, sell by hand, use the eSIM on the simulated phone,
 * refund another sale, and what `further` adds.
 */
export async function makeFirstSale(
  { language, ...person }: Traveller,
  further: (step: Step) => Promise<void>,
): Promise<Statement> {
  const step = { ...person, labels: LABELS[language] };
  await signUp(step);
  await confirmAndSignIn(step);
  await enterBillingDetails(step);
  await buyCredits(step);
  await setPrice(step);
  await sell(step, `first-${step.email}`);
  await useOnPhone(step);
  await sell(step, `second-${step.email}`);
  await refund(step);
  await further(step);
  return readStatement(step);
}

export const button = ({ page }: Step, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
export const field = ({ page }: Step, name: string) =>
  page
    .getByRole('textbox', { name, exact: true })
    .or(page.getByLabel(name, { exact: true }))
    .first();

async function signUp(step: Step): Promise<void> {
  const { page, hands, labels, email } = step;
  await page.goto('/portal/sign-up');
  await hands.type(field(step, labels.company), 'Palmgate Travel');
  await hands.type(field(step, labels.yourName), 'Ada Keller');
  await hands.type(field(step, labels.workEmail), email);
  await hands.type(field(step, labels.password), PASSWORD);
  await hands.press(button(step, labels.createAccount));
  await page.getByRole('heading', { name: labels.checkEmail }).waitFor();
}

async function confirmAndSignIn(step: Step): Promise<void> {
  const { page, hands, labels, email } = step;
  await page.goto(await linkInMailTo(page.context(), email));
  await page.waitForURL(/\/portal\/verify\?token=/);
  // The link to sign-in is there before the address is confirmed.
  const confirmed = page.waitForResponse(/\/auth\/verify-email$/);
  await hands.press(button(step, labels.confirmAddress));
  await confirmed;
  await hands.press(page.getByRole('link', { name: labels.toSignIn }));
  await signIn(step);
}

async function signIn(step: Step): Promise<void> {
  const { page, hands, labels, email } = step;
  await hands.type(field(step, labels.email), email);
  await hands.type(field(step, labels.password), PASSWORD);
  await hands.press(button(step, labels.signIn));
  await page.getByRole('heading', { name: labels.home, level: 1 }).waitFor();
}

/** Returns the address in the newest mail, which a server in sandbox mode keeps. */
export async function linkInMailTo({ request }: BrowserContext, email: string): Promise<string> {
  const answer = await request.get(`/sandbox/mail?to=${encodeURIComponent(email)}`, {
    headers: { Accept: 'application/json' },
  });
  const { items } = (await answer.json()) as { items: { text: string }[] };
  const link = /https?:\/\/[^\s/]+(\/auth\/\S+token=[\w-]+)/.exec(items[0]?.text ?? '')?.[1];
  if (!link) throw new Error(`no link was mailed to ${email}`);
  return link;
}

/** Goes to a page by the main navigation, which phones keep in a drawer. */
export async function goTo(step: Step, name: string): Promise<void> {
  const { page, hands, labels } = step;
  const menu = page.getByRole('button', { name: labels.menu, exact: true });
  if (await menu.isVisible()) await hands.press(menu);
  await hands.press(page.getByRole('navigation').getByRole('link', { name, exact: true }));
  await page.getByRole('heading', { level: 1 }).filter({ hasText: name }).waitFor();
}

async function enterBillingDetails(step: Step): Promise<void> {
  const { page, hands, labels, email } = step;
  await goTo(step, labels.organization);
  await hands.press(page.getByRole('tab', { name: labels.billing }));
  const required = (name: string) => page.getByLabel(new RegExp(`^${name}( \\*| \\(.*\\))?$`));
  await hands.type(required(labels.legalName), 'Palmgate Travel GmbH');
  await hands.type(required(labels.address), 'Mariahilfer Straße 1');
  await hands.type(required(labels.postalCode), '1060');
  await hands.type(required(labels.city), 'Wien');
  await hands.choose(required(labels.country).first(), labels.austria);
  await hands.type(required(labels.invoiceEmail), email);
  await hands.press(button(step, labels.saveChanges));
  await page.getByText(labels.saved, { exact: true }).waitFor();
}

async function buyCredits(step: Step): Promise<void> {
  const { page, hands, labels } = step;
  await goTo(step, labels.credits);
  await hands.press(page.getByRole('tab', { name: labels.cards }));
  await hands.press(button(step, labels.addCard));
  await page.getByText(labels.card).first().waitFor();
  await hands.press(button(step, labels.buyCredits));
  await hands.press(button(step, labels.pay));
  await page.getByText(labels.bought).waitFor();
  await hands.press(button(step, labels.done));
}

async function setPrice(step: Step): Promise<void> {
  const { page, hands, labels } = step;
  await goTo(step, labels.inventory);
  await hands.type(page.getByRole('searchbox', { name: labels.nameOrCountry }), ITEM);
  await page.waitForURL(/q=/);
  const price = page.getByRole('button', { name: labels.priceOf(ITEM) });
  await hands.press(price);
  const input = page.getByRole('textbox', { name: labels.priceOf(ITEM) });
  await hands.type(input, PRICE);
  await input.press('Enter');
  await price.filter({ hasText: /5[.,]49/ }).waitFor();
}

async function sell(step: Step, customer: string): Promise<void> {
  const { page, hands, labels } = step;
  await goTo(step, labels.sales);
  await hands.press(button(step, labels.sell).first());
  const form = page.getByRole('dialog');
  await hands.choose(form.getByLabel(labels.item, { exact: true }).first(), ITEM);
  await hands.type(form.getByLabel(labels.customerEmail, { exact: true }), customer);
  await hands.press(form.getByRole('button', { name: labels.sellFor }));
  await page.getByText(labels.sold).first().waitFor();
  await page.getByRole('complementary', { name: ITEM }).getByText(customer).first().waitFor();
}

async function useOnPhone(step: Step): Promise<void> {
  const { page, hands, labels } = step;
  await goTo(step, labels.simulator);
  await hands.press(button(step, labels.install));
  const country = button(step, labels.germany);
  await until(() => country.isEnabled());
  await hands.press(country);
  const use = button(step, labels.use);
  await until(() => use.isEnabled());
  await hands.press(use);
  await page
    .getByText(/^774 MB/)
    .first()
    .waitFor();
}

async function refund(step: Step): Promise<void> {
  const { page, hands, labels } = step;
  await goTo(step, labels.sales);
  await hands.press(page.getByRole('button', { name: /second-/ }).first());
  await hands.press(page.getByRole('complementary').getByRole('button', { name: labels.refund }));
  await page.getByText(labels.refunded).waitFor();
}

export type Statement = {
  /** The kinds of entries, newest first, without credits that were free of charge. */
  kinds: string[];
  sumMinor: number;
  balanceMinor: number;
  /** For each entry the row of the page and the amount that it has to show. */
  rows: { text: string; amount: string }[];
};
type Entry = { type: string; amount: { priceValue: number } };

/** Returns the statement as the page shows it beside what the API says. */
async function readStatement(step: Step): Promise<Statement> {
  const { page, labels } = step;
  await goTo(step, labels.credits);
  const { request } = page.context();
  const get = async <Body>(path: string) =>
    (await (await request.get(path, { headers: { 'X-Account': 'sandbox' } })).json()) as Body;
  const { items } = await get<{ items: Entry[] }>('/gigastore/credits/entries');
  const { balance } = await get<{ balance: { priceValue: number } }>('/gigastore/credits');
  const cents = (price: { priceValue: number }) => Math.round(price.priceValue * 100);
  const rows = page.getByRole('row');
  await until(async () => (await rows.count()) === items.length + 1);
  const texts = (await rows.allTextContents()).slice(1);
  const format = new Intl.NumberFormat(labels.locale, { minimumFractionDigits: 2 });
  return {
    kinds: items.map(({ type }) => type).filter((type) => type !== 'sandbox_credit'),
    sumMinor: items.reduce((sum, { amount }) => sum + cents(amount), 0),
    balanceMinor: cents(balance),
    rows: items.map(({ amount }, index) => ({
      text: texts[index] ?? '',
      amount: format.format(amount.priceValue).replace('-', '−'),
    })),
  };
}

const PATIENCE_MS = 15_000;
const LOOK_MS = 50;

export async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`not within ${PATIENCE_MS} ms: ${isTrue}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
