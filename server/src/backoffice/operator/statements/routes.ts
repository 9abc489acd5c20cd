import { Type } from 'typebox';
import { readUsd } from '../../../kernel/money.ts';
import { refuseLines } from '../../../kernel/refuse-lines.ts';
import { readIdCursor, toCursorPage } from '../../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../../platform/http/routes.ts';
import {
  cursorPage,
  cursorQuery,
  described,
  oneOf,
  PriceInput,
  RequestId,
} from '../../../platform/http/schemas.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import type { OperatorParts } from '../parts.ts';
import { aConfirmed, Confirmed, showConfirmed } from '../transfer-schemas.ts';
import { LINE_STATES } from './bank-line.ts';
import { proposePurchases } from './propose-purchases.ts';
import {
  aLine,
  anUpload,
  aProposal,
  aStatement,
  LineSchema,
  ProposedLineSchema,
  StatementSchema,
  showLine,
  showProposedLine,
  showStatement,
  UploadSchema,
} from './schemas.ts';
import { confirmLine, dismissLine } from './settle-line.ts';
import { listLines, listStatements } from './statement-store.ts';
import { uploadStatement } from './upload-statement.ts';

const STATEMENTS = '/operator/bank-statements';
const LINES = '/operator/bank-lines';
const tag = 'Operator: money';
const MAX_CHARS = 8_000_000;
const MAX_BYTES = 8 * 2 ** 20;
const params = Type.Object({ id: described(RequestId, 'The ID of the entry.') });
const note = Type.Optional(
  Type.String({
    maxLength: 500,
    description: 'A note for your records.',
    examples: ['Interest of the bank'],
  }),
);

/** Bank statements, and what became of their entries. */
export function registerStatementRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareUpload(routes);
  declareLists(routes);
  declareConfirmation(routes, parts);
  declareDismissal(routes);
}

function declareUpload(routes: Routes): void {
  routes.write(
    `POST ${STATEMENTS}`,
    {
      id: 'importBankStatement',
      scope: 'operate',
      tag,
      summary: 'Import a bank statement',
      description:
        'Keeps the entries by which money came in, each once however often and in whatever ' +
        'format it is uploaded. Takes CAMT.053, MT940, or CSV with a header that names the ' +
        'columns, such as `date`, `amount`, `currency`, `payer` and `reference`. If anything is ' +
        'wrong, nothing is kept. With `dryRun`, the file is only read, and what is wrong is ' +
        'listed in `errors`.',
      maxBodyBytes: MAX_BYTES,
      body: Type.Object({
        file: Type.String({
          maxLength: MAX_CHARS,
          description: 'The statement as text.',
          examples: ['date;amount;currency;payer;reference\n2026-04-30;120.00;USD;Acme;GS\n'],
        }),
        fileName: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 255,
            description: 'The name of the file, for your records.',
            examples: ['statement-2026-04-30.xml'],
          }),
        ),
        dryRun: Type.Optional(
          Type.Boolean({ description: 'Whether to read the file without keeping it.' }),
        ),
      }),
      answer: UploadSchema,
      example: anUpload,
      refusals: ['invalid_request'],
    },
    async (scope, { body: { dryRun = false, ...upload } }) => {
      const { errors, ...uploaded } = await uploadStatement(scope, { ...upload, isDryRun: dryRun });
      if (errors.length > 0 && !dryRun) throw refuseLines(errors);
      return { dryRun, ...uploaded, errors };
    },
  );
}

function declareLists(routes: Routes): void {
  routes.read(
    STATEMENTS,
    {
      id: 'listBankStatements',
      scope: 'assist',
      tag,
      summary: 'List uploaded bank statements',
      description: 'Returns the uploads, newest first.',
      querystring: Type.Object(cursorQuery),
      answer: cursorPage('BankStatements', StatementSchema),
      example: { items: [aStatement], nextCursor: null },
    },
    async ({ db }, { query }) => {
      const { limit, after } = readIdCursor(query);
      const found = await listStatements(db, { after, limit: limit + 1 });
      const page = toCursorPage(found, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showStatement) };
    },
  );
  routes.list(
    LINES,
    {
      id: 'listBankLines',
      scope: 'assist',
      tag,
      summary: 'List entries of bank statements',
      description:
        'Returns the entries by which money came in, the latest first, each with the purchases ' +
        'that it may pay: those that its text names, or else those that wait for exactly its ' +
        'amount. An open entry without proposals is an unmatched receipt.',
      title: 'BankLines',
      filters: Type.Object({
        state: Type.Optional(oneOf(LINE_STATES, { description: 'Only of this state.' })),
      }),
      item: ProposedLineSchema,
      exampleItem: { ...aLine, proposals: [aProposal] },
      keysetOf: ({ bookedOn, id }) => [bookedOn, id],
      show: showProposedLine,
    },
    async ({ db }, { filters, after, limit }) => {
      const [bookedOn = '', id = ''] = after ?? [];
      const place = after && { bookedOn, id };
      const lines = await listLines(db, { state: filters.state, after: place, limit });
      const proposals = await proposePurchases(db, lines);
      return lines.map((line) => ({ ...line, proposals: proposals.get(line.id) ?? [] }));
    },
  );
}

function declareConfirmation(routes: Routes, { payments }: OperatorParts): void {
  routes.write(
    `POST ${LINES}/:id/confirm`,
    {
      id: 'confirmBankLine',
      scope: 'operate',
      tag,
      summary: 'Confirm an entry of a bank statement',
      description:
        'Credits the purchase that the entry pays, by the rules of `POST ' +
        '/operator/bank-transfers`: above the limit of one person, and above the open sum, it ' +
        'waits as `approvalRequest` for another operator.',
      params,
      body: Type.Object({
        reference: Type.String({
          description: 'The reference of the purchase.',
          examples: ['GS-7K2M-94XC'],
        }),
        received: Type.Optional(
          described(PriceInput, 'What arrived in USD, for an entry in another currency.'),
        ),
        note,
      }),
      answer: Confirmed,
      example: { ...aConfirmed, approvalRequest: null },
      refusals: [
        ...(['invalid_request', 'forbidden', 'bank_line_not_found'] as const),
        ...(['purchase_not_found', 'invalid_state'] as const),
      ],
    },
    async (scope, { params: { id }, body: { reference, received, note: text } }) => {
      const receivedMinor = received && readUsd(received, '/received');
      const confirmation = { id, reference, receivedMinor, note: text, payments };
      return showConfirmed(await confirmLine(scope, confirmation));
    },
  );
}

function declareDismissal(routes: Routes): void {
  routes.write(
    `PUT ${LINES}/:id`,
    {
      id: 'updateBankLine',
      scope: 'operate',
      tag,
      summary: 'Update an entry of a bank statement',
      description:
        'Dismisses an open entry that pays no purchase, or opens a dismissed one again. An entry ' +
        'that was confirmed, or that waits for approval, is not changed.',
      params,
      body: Type.Object({
        dismissed: Type.Boolean({ description: 'Whether the entry pays no purchase.' }),
        note,
      }),
      answer: LineSchema,
      example: { ...aLine, state: 'dismissed', note: 'Interest of the bank' },
      refusals: ['invalid_request', 'bank_line_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body: { dismissed, note: text } }) =>
      showLine(await dismissLine(scope, { id, isDismissed: dismissed, note: text })),
  );
}
