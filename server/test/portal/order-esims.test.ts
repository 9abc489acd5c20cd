import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEsimGo } from '../support/supply.ts';
import { deliveredOrder, orderWithRefund } from '../support/unknown-order.ts';
import { openTestStage, type TestStage } from './test-stage.ts';

const PATIENCE_MS = 240_000;

let stage: TestStage;
let supplier: Awaited<ReturnType<typeof openEsimGo>>;
let accountId: string;

beforeAll(async () => {
  supplier = await openEsimGo();
  stage = await openTestStage({
    GIGASTORE_ESIM_GO_KEY: 'key',
    GIGASTORE_ESIM_GO_URL: supplier.settings.esimGo.url,
  });
  const { rows } = await stage.db.pool.query<{ id: string }>('select id from accounts limit 1');
  accountId = rows[0]?.id ?? '';
}, PATIENCE_MS);
afterAll(async () => {
  await stage?.close();
  await supplier?.close();
});

/** Buys an eSIM at the supplier, and returns its ICCID. */
async function buyEsim(): Promise<string> {
  const [bundle] = supplier.supplier.bundles;
  await fetch(`${supplier.settings.esimGo.url}/orders`, {
    method: 'POST',
    headers: { 'x-api-key': 'key', 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'transaction',
      assign: true,
      order: [{ type: 'bundle', quantity: 1, item: bundle?.name }],
    }),
  });
  return supplier.supplier.books().orders.at(-1)?.iccids[0] ?? '';
}

it(
  'an operator asks a supplier about a delivered eSIM, and follows a text message to it',
  async () => {
    const iccid = await buyEsim();
    const order = { carrier: 'esim-go', iccid, profileId: iccid };
    const id = await deliveredOrder(stage.db, accountId, order);
    const context = await stage.as('operator', { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(`/portal/operator/carriers?tab=orders&open=${id}`);
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: 'Ask the supplier how it is', exact: true }).click();
    await drawer.getByText('0 MB / 954 MB', { exact: true }).waitFor();

    await drawer.getByRole('textbox', { name: 'Text message', exact: true }).fill('Welcome');
    const send = { name: 'Send text message', exact: true };
    await drawer.getByRole('button', send).click();
    const question = page.getByRole('dialog', { name: 'Send this text message?', exact: true });
    await question.getByRole('button', send).click();
    // The page is not loaded again: it follows the request until a worker has asked.
    const requests = drawer.getByRole('list', { name: 'Requests to the supplier', exact: true });
    await requests.getByText('Send text message: done').waitFor();
    await context.close();
  },
  PATIENCE_MS,
);

it(
  'an operator records what a supplier gave back for an eSIM',
  async () => {
    const id = await orderWithRefund(stage.db, accountId);
    const context = await stage.as('operator', { viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto('/portal/operator/carriers?tab=orders&show=refundOpen');
    const orders = page.getByRole('table', { name: 'Orders', exact: true });
    await orders.getByText('Refund asked for').waitFor();
    await orders.getByRole('button', { name: id.slice(-6), exact: true }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('textbox', { name: 'Amount in USD', exact: true }).fill('1.25');
    await drawer.getByRole('button', { name: 'Record decision', exact: true }).click();
    await drawer.getByText('the supplier gave back 1.25 USD').waitFor();
    const kept = await context.request.get(`/operator/carrier-orders/${id}`);
    expect((await kept.json()).requests).toMatchObject([
      { outcome: 'refunded', returnedAmount: 1.25, returnedCurrency: 'USD' },
    ]);
    await page.keyboard.press('Escape');
    await page.getByText('No such order', { exact: true }).waitFor();
    await context.close();
  },
  PATIENCE_MS,
);
