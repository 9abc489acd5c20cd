import { Type } from 'typebox';
import { audit } from '../../kernel/context.ts';
import { findSeller, setSeller } from '../../money/billing/index.ts';
import { operation } from '../../platform/http/operation.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import {
  answer,
  CountryCodeInput,
  cursorPage,
  cursorQuery,
  Email,
  Id,
  nullable,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { write } from '../../platform/http/write.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { selectAudits } from './audit-store.ts';
import type { OperatorParts } from './parts.ts';
import { readProfileStock, setThreshold } from './profile-stock.ts';
import { showAudit } from './self-audit.ts';
import { SELF_AUDIT_TASK } from './tasks.ts';

const TAG = 'Operator: house';

/** Profiles in stock, the books, and who stands on invoices. */
export function registerHouseRoutes(app: App, parts: OperatorParts): void {
  registerStock(app, parts);
  registerAudits(app, parts);
  registerSeller(app, parts);
}

const Stock = answer('ProfileStock', {
  items: Type.Array(
    answer('CarrierStock', {
      carrier: Type.String(),
      free: Type.Integer({ description: 'Profiles that nobody has.' }),
      lowBelow: nullable(Type.Integer()),
      isLow: Type.Boolean(),
    }),
  ),
});
const aStock = { items: [{ carrier: 'alpine', free: 812, lowBelow: 1000, isLow: true }] };

function registerStock(app: App, parts: OperatorParts): void {
  app.get(
    '/operator/profile-stock',
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'getProfileStock',
        tag: TAG,
        summary: 'Read how many free eSIM profiles each carrier has',
        description: 'Profiles come in by the command `import-profiles`.',
        answer: Stock,
        example: aStock,
      }),
    },
    async () => ({ items: await readProfileStock(parts.db) }),
  );
  app.put(
    '/operator/profile-stock',
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'setStockThreshold',
        tag: TAG,
        summary: "Say from how few free profiles on a carrier's stock is low",
        description: 'The operators are told by e-mail, once until the stock was filled up.',
        body: Type.Object({
          carrier: Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$', examples: ['alpine'] }),
          lowBelow: Type.Integer({ minimum: 0, maximum: 1_000_000_000, examples: [1000] }),
        }),
        answer: Stock,
        example: aStock,
        refusals: ['invalid_request'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => ({
        items: await setThreshold(scope, request.body),
      })),
  );
}

const Audit = answer('BookAudit', {
  id: Id,
  startedAt: Timestamp,
  finishedAt: Timestamp,
  balanced: Type.Boolean(),
  findingsCount: Type.Integer(),
  findings: Type.Array(answer('AuditFinding', { accountId: Id, finding: Type.String() }), {
    description: 'The first hundred.',
  }),
});
const anAudit = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  startedAt: '2026-04-30T09:55:36.430Z',
  finishedAt: '2026-04-30T09:55:37.012Z',
  ...{ balanced: true, findingsCount: 0, findings: [] },
};

function registerAudits(app: App, parts: OperatorParts): void {
  app.get(
    '/operator/audits',
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'listAudits',
        tag: TAG,
        summary: 'List what the books said of themselves',
        description:
          'The newest first. Every hour all totals are computed anew from the transfers, and ' +
          'payments and profiles are held against packages; a finding is mailed to the operators.',
        querystring: Type.Object(cursorQuery),
        answer: cursorPage('BookAudits', Audit),
        example: { items: [anAudit], nextCursor: null },
      }),
    },
    async ({ query }) => {
      const { limit, after } = readIdCursor(query);
      const audits = await selectAudits(parts.db, { after, limit: limit + 1 });
      const page = toCursorPage(audits, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showAudit) };
    },
  );
  app.post(
    '/operator/audits',
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'startAudit',
        tag: TAG,
        summary: 'Have the books looked at now',
        description: 'By a worker; the list has the result as soon as it is there.',
        answer: answer('AuditStarted', { queued: Type.Boolean() }),
        status: 202,
        example: { queued: true },
      }),
    },
    (_, reply) =>
      write(parts, reply.code(202), async (scope) => {
        await enqueueJob(scope.db, {
          task: SELF_AUDIT_TASK,
          payload: {},
          jobKey: 'audit-books-now',
        });
        audit(scope, { action: 'audit.started', target: null, before: null, after: null });
        return { queued: true };
      }),
  );
}

const optional = (maxLength: number, example: string) =>
  Type.Optional(Type.String({ maxLength, examples: [example] }));
const SellerDetails = answer('SellerDetails', {
  legalName: Type.String(),
  addressLine1: Type.String(),
  addressLine2: nullable(Type.String()),
  postalCode: nullable(Type.String()),
  city: Type.String(),
  country: Type.String(),
  vatId: nullable(Type.String()),
  email: nullable(Type.String()),
  bankName: nullable(Type.String()),
  iban: nullable(Type.String()),
  bic: nullable(Type.String()),
});
const SellerAnswer = answer('Seller', { seller: nullable(SellerDetails) });
const aSeller = {
  seller: {
    ...{ legalName: 'Gigastore GmbH', addressLine1: 'Ring 1', addressLine2: null },
    ...{ postalCode: '1010', city: 'Wien', country: 'AT', vatId: 'ATU13585627' },
    ...{ email: 'billing@gigastore.example', bankName: 'Erste Bank' },
    ...{ iban: 'AT611904300234573201', bic: 'GIBAATWWXXX' },
  },
};

function registerSeller(app: App, parts: OperatorParts): void {
  app.get(
    '/operator/seller',
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'getSeller',
        tag: TAG,
        summary: 'Read who sells credits',
        description: 'As it stands on invoices; null while nobody has said so.',
        answer: SellerAnswer,
        example: aSeller,
      }),
    },
    async () => ({ seller: (await findSeller(parts.db)) ?? null }),
  );
  app.put(
    '/operator/seller',
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'setSeller',
        tag: TAG,
        summary: 'Say who sells credits',
        description: 'For invoices from now on, with the bank account that transfers go to.',
        body: Type.Object({
          legalName: Type.String({ minLength: 1, maxLength: 255, examples: ['Gigastore GmbH'] }),
          addressLine1: Type.String({ minLength: 1, maxLength: 255, examples: ['Ring 1'] }),
          addressLine2: optional(255, 'Stiege 2'),
          postalCode: optional(20, '1010'),
          city: Type.String({ minLength: 1, maxLength: 255, examples: ['Wien'] }),
          country: CountryCodeInput,
          vatId: Type.Optional(
            Type.String({ maxLength: 32, description: 'Of the country, such as ATU13585627.' }),
          ),
          email: Type.Optional(Email),
          bankName: optional(255, 'Erste Bank'),
          iban: optional(42, 'AT611904300234573201'),
          bic: optional(11, 'GIBAATWWXXX'),
        }),
        answer: SellerAnswer,
        example: aSeller,
        refusals: ['invalid_request'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const before = (await findSeller(scope.db)) ?? null;
        const seller = await setSeller(scope.db, { ...request.body, now: scope.now });
        audit(scope, { action: 'seller.changed', target: null, before, after: seller });
        return { seller };
      }),
  );
}
