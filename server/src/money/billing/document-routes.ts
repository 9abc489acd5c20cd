import { Type } from 'typebox';
import { Refusal } from '../../kernel/refusal.ts';
import { readCursor, toCursorPage } from '../../platform/http/paging.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { cursorQuery, RequestId } from '../../platform/http/schemas.ts';
import { readDocumentPdf } from './document-pdf.ts';
import { selectDocument } from './document-store.ts';
import { listDocuments } from './list-documents.ts';
import { aDocument, DocumentPageSchema, showDocument } from './schemas.ts';

const PATH = '/gigastore/credits/invoices';
const tag = 'Credits';

/** Declares the routes of invoices and credit notes. */
export function declareDocumentRoutes(routes: Routes): void {
  declareList(routes);
  declarePdf(routes);
}

function declareList(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listInvoices',
      scope: 'read',
      tag,
      summary: 'List invoices and credit notes',
      description:
        'Newest first. The amounts of a credit note are positive and are taken back from its ' +
        'invoice. Documents of a sandbox account are samples with numbers of their own series.',
      querystring: Type.Object(cursorQuery),
      answer: DocumentPageSchema,
      example: { items: [aDocument], nextCursor: null },
    },
    async (scope, { query }) => {
      const { limit, after } = readCursor(query, 2);
      const documents = await listDocuments(scope, { limit: limit + 1, after });
      const page = toCursorPage(documents, limit, ({ issuedAt, id }) => [
        issuedAt.toISOString(),
        id,
      ]);
      return { ...page, items: page.items.map(showDocument) };
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
