import { Type } from 'typebox';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { operation } from '../../platform/http/operation.ts';
import { readCursor, toCursorPage } from '../../platform/http/paging.ts';
import { cursorQuery, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { selectDocument } from './document-store.ts';
import { listDocuments } from './list-documents.ts';
import { renderDocument } from './render-document.ts';
import { aDocument, DocumentPageSchema, showDocument } from './schemas.ts';

const PATH = '/gigastore/credits/invoices';
const tag = 'Credits';

/** Invoices and credit notes of the account, and each as a PDF. */
export function registerDocumentRoutes(app: App, { db }: { db: Queryable }): void {
  listRoute(app, db);
  pdfRoute(app, db);
}

function listRoute(app: App, db: Queryable): void {
  app.get(
    PATH,
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listInvoices',
        tag,
        summary: 'List invoices and credit notes',
        description:
          'Newest first. A credit note says how much of its invoice was taken back; its amounts ' +
          'are positive. Documents of a sandbox account are samples with numbers of their own.',
        querystring: Type.Object(cursorQuery),
        answer: DocumentPageSchema,
        example: { items: [aDocument], nextCursor: null },
      }),
    },
    async ({ context, query }) => {
      const { limit, after } = readCursor(query, 2);
      const documents = await listDocuments(
        { db, accountId: context.accountId },
        { limit: limit + 1, after },
      );
      const page = toCursorPage(documents, limit, ({ issuedAt, id }) => [
        issuedAt.toISOString(),
        id,
      ]);
      return { ...page, items: page.items.map(showDocument) };
    },
  );
}

function pdfRoute(app: App, db: Queryable): void {
  app.get(
    `${PATH}/:number.pdf`,
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getInvoicePdf',
        tag,
        summary: 'An invoice or a credit note as PDF',
        description:
          'In the language of the billing details when it was issued. The same bytes each time, ' +
          'until its payment moves on.',
        params: Type.Object({ number: RequestId }),
        status: 200,
        alsoAnswers: {
          '200 application/pdf': {
            description: 'A PDF, A4.',
            schema: Type.String({ format: 'binary' }),
          },
        },
        refusals: ['invoice_not_found'],
      }),
    },
    async ({ context, params: { number } }, reply) => {
      const document = await selectDocument(db, context.accountId, number);
      if (!document) {
        throw new Refusal('invoice_not_found', 'The account has no document of this number.');
      }
      return reply
        .type('application/pdf')
        .header('Content-Disposition', `attachment; filename="${document.number}.pdf"`)
        .send(await renderDocument(document));
    },
  );
}
