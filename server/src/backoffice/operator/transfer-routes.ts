import { Type } from 'typebox';
import type { Change } from '../../kernel/context.ts';
import { readUsd, toPrice, usd } from '../../kernel/money.ts';
import {
  type AwaitedTransfer,
  confirmTransfer,
  listAwaitedTransfers,
  type Purchase,
  type TransferReceipt,
} from '../../money/payments/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { operation } from '../../platform/http/operation.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import {
  answer,
  cursorPage,
  cursorQuery,
  Id,
  oneOf,
  Price,
  PriceInput,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { write } from '../../platform/http/write.ts';
import { noteFor } from './audit-for.ts';
import type { OperatorParts } from './parts.ts';

const TAG = 'Operator: money';
const PATH = '/operator/bank-transfers';

const transfer = {
  purchaseId: Id,
  accountId: Id,
  organizationId: Id,
  mode: oneOf(['live', 'sandbox']),
  status: Type.String(),
  reference: Type.String(),
  amount: Price,
  total: Price,
  received: Price,
  createdAt: Timestamp,
};
const Awaited = answer('AwaitedTransfer', { ...transfer, organizationName: Type.String() });
const Confirmed = answer('ConfirmedTransfer', transfer);
const aConfirmed = {
  purchaseId: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  accountId: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  organizationId: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  ...{ mode: 'live', status: 'paid', reference: 'GS-7K2M-94XC' },
  ...{ amount: usd(100), total: usd(120), received: usd(120) },
  createdAt: '2026-04-30T09:55:36.430Z',
};

/** Money that comes by bank: what is awaited, and that it has come. */
export function registerTransferRoutes(app: App, parts: OperatorParts): void {
  registerList(app, parts);
  registerReceipt(app, parts);
}

function registerList(app: App, { db }: OperatorParts): void {
  app.get(
    PATH,
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'listAwaitedTransfers',
        tag: TAG,
        summary: 'List the purchases whose bank transfer is awaited',
        description: 'The newest first; `received` is what came for them so far, with VAT.',
        querystring: Type.Object(cursorQuery),
        answer: cursorPage('AwaitedTransfers', Awaited),
        example: {
          items: [
            {
              ...aConfirmed,
              ...{ status: 'awaiting_transfer', received: usd(0), organizationName: 'Acme Travel' },
            },
          ],
          nextCursor: null,
        },
      }),
    },
    async ({ query }) => {
      const { limit, after } = readIdCursor(query);
      const found = await listAwaitedTransfers(db, { after, limit: limit + 1 });
      const page = toCursorPage(found, limit, ({ id }) => [id]);
      const items = page.items.map(({ organizationName, ...awaited }) => ({
        ...showTransfer(awaited),
        organizationName,
      }));
      return { ...page, items };
    },
  );
}

function registerReceipt(app: App, parts: OperatorParts): void {
  app.post(
    PATH,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'confirmBankTransfer',
        tag: TAG,
        summary: 'Confirm money that came by bank',
        description:
          'The credits follow at once: a part of what was asked is credited as a part, and what ' +
          'is too much is credited too. Each entry of the bank statement counts once.',
        body: Type.Object({
          reference: Type.String({
            description: 'As the payer wrote it.',
            examples: ['GS-7K2M-94XC'],
          }),
          received: PriceInput,
          receivedAt: Type.String({ format: 'date-time', examples: ['2026-04-30T00:00:00Z'] }),
          entryId: Type.String({
            pattern: '^[!-~]{1,128}$',
            must: 'be 1 to 128 visible ASCII characters',
            description: 'What the bank calls the entry of its statement.',
            examples: ['2026-04-30/17'],
          }),
          note: Type.Optional(Type.String({ maxLength: 500, examples: ['Paid by the owner'] })),
        }),
        answer: Confirmed,
        example: aConfirmed,
        refusals: ['invalid_request', 'purchase_not_found', 'invalid_state'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const { received, receivedAt, ...receipt } = request.body;
        const receivedMinor = readUsd(received, '/received');
        const at = { payments: parts.payments, receivedAt: new Date(receivedAt), receivedMinor };
        return showTransfer(await confirm(scope, { ...receipt, ...at }));
      }),
  );
}

/** Confirms, and says so in the reseller's log too. */
async function confirm(scope: Scope, receipt: TransferReceipt): Promise<Purchase> {
  const changes: Change[] = [];
  const purchase = await confirmTransfer({ db: scope.db, changes }, receipt);
  const { organizationId, accountId } = purchase;
  for (const change of changes) await noteFor(scope, { organizationId, accountId, change });
  return purchase;
}

type Shown = Omit<AwaitedTransfer, 'organizationName'>;

function showTransfer(purchase: Shown) {
  return {
    purchaseId: purchase.id,
    accountId: purchase.accountId,
    organizationId: purchase.organizationId,
    mode: purchase.mode,
    status: purchase.status,
    reference: purchase.reference,
    amount: toPrice(purchase.amountMinor),
    total: toPrice(purchase.totalMinor),
    received: toPrice(purchase.receivedMinor),
    createdAt: purchase.createdAt.toISOString(),
  };
}
