import { Type } from 'typebox';
import { formatAmount, readUsd, usd } from '../../kernel/money.ts';
import { listAwaitedTransfers } from '../../money/payments/index.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { cursorPage, cursorQuery, described, PriceInput } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { receiveTransfer } from './approvals/receive-transfer.ts';
import { ALONE_LIMITS } from './approvals/second-person.ts';
import type { OperatorParts } from './parts.ts';
import { Awaited, aConfirmed, Confirmed, showConfirmed, showTransfer } from './transfer-schemas.ts';

const PATH = '/operator/bank-transfers';
const tag = 'Operator: money';

/** Purchases that are paid by bank transfer, and the confirmation of the money. */
export function registerTransferRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declareReceipt(routes, parts);
}

function declareList(routes: Routes): void {
  const awaited = { status: 'awaiting_transfer', received: usd(0) };
  routes.read(
    PATH,
    {
      id: 'listAwaitedTransfers',
      scope: 'assist',
      tag,
      summary: 'List awaited bank transfers',
      description:
        'Returns the purchases that wait for a bank transfer, newest first. `received` is the ' +
        'money that has come in for a purchase so far, including VAT.',
      querystring: Type.Object(cursorQuery),
      answer: cursorPage('AwaitedTransfers', Awaited),
      example: {
        items: [{ ...aConfirmed, ...awaited, organizationName: 'Acme Travel' }],
        nextCursor: null,
      },
    },
    async ({ db }, { query }) => {
      const { limit, after } = readIdCursor(query);
      const found = await listAwaitedTransfers(db, { after, limit: limit + 1 });
      const page = toCursorPage(found, limit, ({ id }) => [id]);
      const items = page.items.map(({ organizationName, ...purchase }) => ({
        ...showTransfer(purchase),
        organizationName,
      }));
      return { ...page, items };
    },
  );
}

const ReceiptInput = Type.Object({
  reference: Type.String({
    description: 'The reference as the payer wrote it.',
    examples: ['GS-7K2M-94XC'],
  }),
  received: described(PriceInput, 'The amount that arrived in the bank account.'),
  receivedAt: Type.String({
    format: 'date-time',
    description: 'When the bank booked the money.',
    examples: ['2026-04-30T00:00:00Z'],
  }),
  entryId: Type.String({
    pattern: '^[!-~]{1,128}$',
    must: 'be 1 to 128 visible ASCII characters',
    description: "The bank's own ID of the entry on its statement.",
    examples: ['2026-04-30/17'],
  }),
  note: Type.Optional(
    Type.String({
      maxLength: 500,
      description: 'A note for your records.',
      examples: ['Paid by the owner'],
    }),
  ),
});

function declareReceipt(routes: Routes, { payments }: OperatorParts): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'confirmBankTransfer',
      scope: 'operate',
      tag,
      summary: 'Confirm a bank transfer',
      description:
        'Adds the credits at once. Less than the total is credited as a part of the purchase. ' +
        'More than the open sum, and more than ' +
        `${formatAmount(ALONE_LIMITS.bank_receipt)} of one person on a UTC day, waits as ` +
        '`approvalRequest` for another operator and is credited then. Each entry of the bank ' +
        'statement counts once.',
      body: ReceiptInput,
      answer: Confirmed,
      example: { ...aConfirmed, approvalRequest: null },
      refusals: ['invalid_request', 'forbidden', 'purchase_not_found', 'invalid_state'],
    },
    async (scope, { body: { received, receivedAt, ...receipt } }) => {
      const receivedMinor = readUsd(received, '/received');
      const money = { payments, receivedAt: new Date(receivedAt), receivedMinor };
      return showConfirmed(await receiveTransfer(scope, { ...receipt, ...money }));
    },
  );
}
