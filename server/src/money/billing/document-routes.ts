import { Type } from 'typebox';
import type { CsvColumns } from '../../kernel/csv.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import type { RateLimit } from '../../kernel/token-bucket.ts';
import type { Routes } from '../../platform/http/routes.ts';
import {
  DateOrTime,
  described,
  oneOf,
  RequestId,
  TimeZoneQuery,
} from '../../platform/http/schemas.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { sendZip } from '../../platform/http/zip-answer.ts';
import type { Limits } from '../../platform/limits/limits.ts';
import { type BillingDocument, DOCUMENT_KINDS, statusOf } from './document.ts';
import { readDocumentPdf } from './document-pdf.ts';
import { selectDocument } from './document-store.ts';
import { listDocuments } from './list-documents.ts';
import { renderMonthStatement } from './month-statement.ts';
import { aDocument, DocumentSchema, showDocument } from './schemas.ts';

const PATH = '/gigastore/credits/invoices';
const tag = 'Credits';
/** The most documents of one archive; rendering them for the first time takes about two minutes. */
const MAX_ARCHIVED = 1_000;

/** Statements are drawn each time, which takes as long as ten other reads. */
const STATEMENT_LIMIT: RateLimit = { perSecond: 0.5, burst: 20 };

export type BillingParts = WriteParts & { limits: Limits };

/** Declares the routes of invoices and credit notes. */
export function declareDocumentRoutes(routes: Routes, parts: BillingParts): void {
  declareList(routes);
  declareArchive(routes);
  declarePdf(routes);
  declareStatement(routes, parts);
}

const filters = {
  kind: Type.Optional(oneOf(DOCUMENT_KINDS, { description: 'Only this kind of document.' })),
  from: Type.Optional(described(DateOrTime, 'Issued on this day (UTC) or later.')),
  to: Type.Optional(described(DateOrTime, 'Issued on this day (UTC) or earlier.')),
};

const COLUMNS: CsvColumns<BillingDocument> = {
  number: ({ number }) => number,
  kind: ({ kind }) => kind,
  issuedAt: ({ issuedAt }) => issuedAt.toISOString(),
  amount: ({ amountMinor }) => amountMinor,
  vat: ({ vatMinor }) => vatMinor,
  total: ({ totalMinor }) => totalMinor,
  currency: () => 'USD',
  vatTreatment: ({ vatTreatment }) => vatTreatment,
  vatRate: ({ vatRateBasisPoints }) => vatRateBasisPoints / 100,
  vatCountry: ({ vatCountry }) => vatCountry,
  status: statusOf,
  paymentMethod: ({ paymentMethod }) => paymentMethod,
  purchaseId: ({ purchaseId }) => purchaseId,
  invoiceNumber: ({ invoiceNumber }) => invoiceNumber,
  buyer: ({ buyer }) => buyer.legalName,
  buyerVatId: ({ buyer }) => buyer.vatId,
};

function declareList(routes: Routes): void {
  routes.list(
    PATH,
    {
      id: 'listInvoices',
      scope: 'read',
      tag,
      summary: 'List invoices and credit notes',
      description:
        'Newest first. The amounts of a credit note are positive and are taken back from its ' +
        'invoice. Documents of a sandbox account are samples with numbers of their own series.',
      title: 'BillingDocuments',
      filters: Type.Object(filters),
      item: DocumentSchema,
      exampleItem: aDocument,
      keysetOf: ({ issuedAt, id }) => [issuedAt.toISOString(), id],
      show: showDocument,
      columns: COLUMNS,
    },
    (scope, { filters: { from, to, kind }, limit, after }) =>
      listDocuments(scope, { range: parseTimeRange(from, to), kind, limit, after }),
  );
}

function declareArchive(routes: Routes): void {
  routes.read(
    `${PATH}/archive`,
    {
      id: 'downloadInvoices',
      scope: 'read',
      tag,
      summary: 'Download invoices and credit notes as ZIP',
      description:
        `Returns the PDFs of at most ${MAX_ARCHIVED} documents, newest first, and is streamed. ` +
        'Choose a shorter range for more documents.',
      querystring: Type.Object(filters),
      status: 200,
      alsoAnswers: {
        '200 application/zip': {
          description: 'A ZIP archive with one PDF for each document.',
          schema: Type.String({ format: 'binary' }),
        },
      },
      refusals: ['invalid_request'],
    },
    async (scope, { query: { from, to, kind }, reply }) => {
      const range = parseTimeRange(from, to);
      const wanted = { range, kind, limit: MAX_ARCHIVED + 1, after: undefined };
      const documents = await listDocuments(scope, wanted);
      if (documents.length > MAX_ARCHIVED) {
        throw invalid('/from', `must leave at most ${MAX_ARCHIVED} documents`);
      }
      const { db, accountId } = scope;
      const files = documents.map((document) => ({
        name: `${document.number}.pdf`,
        modifiedAt: document.issuedAt,
        read: () => readDocumentPdf({ db, accountId, document }),
      }));
      return sendZip(reply, { filename: 'invoices.zip', files });
    },
  );
}

function declarePdf(routes: Routes): void {
  routes.read(
    `${PATH}/:number.pdf`,
    {
      id: 'getInvoicePdf',
      scope: 'read',
      tag,
      summary: 'Retrieve an invoice or credit note as PDF',
      description:
        'The language is that of the billing details when the document was issued. The bytes are ' +
        'the same each time until the payment state changes.',
      params: Type.Object({ number: RequestId }),
      status: 200,
      alsoAnswers: {
        '200 application/pdf': {
          description: 'A PDF, A4.',
          schema: Type.String({ format: 'binary' }),
        },
      },
      refusals: ['invoice_not_found'],
    },
    async ({ db, accountId }, { params: { number }, reply }) => {
      const document = await selectDocument(db, accountId, number);
      if (!document) {
        throw new Refusal('invoice_not_found', 'The account has no document with this number.');
      }
      return reply
        .type('application/pdf')
        .header('Content-Disposition', `attachment; filename="${document.number}.pdf"`)
        .send(await readDocumentPdf({ db, accountId, document }));
    },
  );
}

function declareStatement(routes: Routes, { limits }: BillingParts): void {
  const limit = limits.visits('billing.statements', STATEMENT_LIMIT);
  routes.read(
    '/gigastore/credits/statement.pdf',
    {
      id: 'getMonthlyStatement',
      scope: 'read',
      tag,
      summary: 'Retrieve a monthly statement as PDF',
      description:
        'Returns the opening and the closing balance of a month, its days, and the sums by type ' +
        'of entry, in the language of the billing details. An account can retrieve 20 at once, ' +
        'and then one every two seconds.',
      querystring: Type.Object({
        month: Type.String({
          pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
          must: 'be a month such as 2026-04',
          description: 'The month.',
          examples: ['2026-04'],
        }),
        time_zone: TimeZoneQuery,
      }),
      status: 200,
      alsoAnswers: {
        '200 application/pdf': {
          description: 'A PDF, A4.',
          schema: Type.String({ format: 'binary' }),
        },
      },
      refusals: ['invalid_request'],
    },
    async (scope, { query: { month, time_zone: timeZone }, reply }) => {
      await limit(scope.accountId);
      return reply
        .type('application/pdf')
        .header('Content-Disposition', `attachment; filename="statement-${month}.pdf"`)
        .send(await renderMonthStatement(scope, { month, timeZone }));
    },
  );
}
