import { Type } from 'typebox';
import { findProfile, type PublicLinks, showEsimProfile } from '../../connectivity/esims/index.ts';
import { type CsvCell, toCsv } from '../../kernel/csv.ts';
import { qrPng } from '../../kernel/qr-code.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { CSV_ANSWER, csvQuery, sendCsv, wantsCsv } from '../../platform/http/csv-answer.ts';
import { readCursor, toCursorPage } from '../../platform/http/paging.ts';
import type { Routes } from '../../platform/http/routes.ts';
import {
  cursorPage,
  cursorQuery,
  described,
  oneOf,
  RequestId,
} from '../../platform/http/schemas.ts';
import { sendZip } from '../../platform/http/zip-answer.ts';
import { type BatchItem, type BatchItemState, showBatchItem } from './batch.ts';
import { aBatchItem, BatchItemSchema } from './batch-schema.ts';
import { readBatch } from './change-batch.ts';
import { selectItems } from './item-store.ts';
import { renderCodes } from './render-codes.ts';

const RESULTS = '/gigastore/activations/batches/:id';
const CSV_PAGE = 1_000;
/** A page of the PDF has six codes. */
const MAX_PRINTED = 300;
const tag = 'Activations';
const params = Type.Object({
  id: described(RequestId, 'The ID of the batch.'),
});
const state = Type.Optional(
  oneOf(['waiting', 'sold', 'failed'], { description: 'Only packages in this state.' }),
);

/** The results of a batch: a list, a ZIP of QR codes, and a PDF to print. */
export function declareResults(routes: Routes, { links }: { links: PublicLinks }): void {
  declareItems(routes, links);
  declareZip(routes, links);
  declarePdf(routes, links);
}

function declareItems(routes: Routes, links: PublicLinks): void {
  routes.read(
    `${RESULTS}/items`,
    {
      id: 'listSaleBatchItems',
      scope: 'read',
      tag,
      summary: 'List the packages of a batch',
      description:
        'Returns each package of the batch with its result, in the order of the lines. As CSV, ' +
        'the whole list is streamed, with activation codes and installation links.',
      params,
      querystring: Type.Object({ ...cursorQuery, state, ...csvQuery }),
      answer: cursorPage('SaleBatchItems', BatchItemSchema),
      example: { items: [aBatchItem], nextCursor: null },
      alsoAnswers: CSV_ANSWER,
      refusals: ['batch_not_found'],
    },
    async (scope, { params: { id }, query, request, reply }) => {
      const batch = await readBatch(scope, id);
      const { limit, after: [after = '0'] = [] } = readCursor(query, 1);
      if (!/^\d{1,9}$/.test(after)) throw invalid('/after', 'must be a nextCursor of this list');
      const of = { batchId: batch.id, state: query.state };
      if (wantsCsv(request, reply)) return sendCsv(request, reply, toLines(scope, of, links));
      const found = await selectItems(scope, { ...of, after: Number(after), limit: limit + 1 });
      const page = toCursorPage(found, limit, ({ number }) => [String(number)]);
      return { items: page.items.map(showBatchItem), nextCursor: page.nextCursor };
    },
  );
}

const COLUMNS = [
  'number',
  'line',
  'email',
  'inventoryItemId',
  'metatag',
  'state',
  'code',
  'detail',
  'activatedItemUid',
  'customerUid',
  'iccid',
  'activationCode',
  'installationUrl',
  'qrCodeUrl',
];

type Filter = { batchId: string; state: BatchItemState | undefined };

async function* toLines(scope: ReadScope, of: Filter, links: PublicLinks) {
  yield toCsv([COLUMNS]);
  for await (const item of itemsOf(scope, of)) {
    const esim = item.iccid === null ? null : await esimOf(scope, item.iccid, links);
    yield toCsv([cellsOf(item, esim)]);
  }
}

type Esim = { activationCode: string; installationUrl: string; qrCodeUrl: string };

function cellsOf(item: BatchItem, esim: Esim | null): CsvCell[] {
  return [
    item.number,
    item.line,
    item.email,
    item.inventoryItemId,
    item.metatag,
    item.state,
    item.code,
    item.detail,
    item.activatedItemId,
    item.customerId,
    item.iccid,
    esim?.activationCode,
    esim?.installationUrl,
    esim?.qrCodeUrl,
  ];
}

async function esimOf(scope: ReadScope, iccid: string, links: PublicLinks): Promise<Esim> {
  const { accountId } = scope;
  return showEsimProfile(await findProfile(scope.db, { accountId, iccid }), links);
}

async function* itemsOf(scope: ReadScope, of: Filter): AsyncGenerator<BatchItem> {
  for (let after = 0; ; ) {
    const items = await selectItems(scope, { ...of, after, limit: CSV_PAGE });
    yield* items;
    const last = items.at(-1);
    if (!last || items.length < CSV_PAGE) return;
    after = last.number;
  }
}

function declareZip(routes: Routes, links: PublicLinks): void {
  routes.read(
    `${RESULTS}/qr-codes.zip`,
    {
      id: 'downloadSaleBatchCodes',
      scope: 'read',
      tag,
      summary: 'Download the QR codes of a batch as ZIP',
      description: 'Returns a ZIP archive with a PNG for each eSIM that was sold.',
      params,
      alsoAnswers: {
        '200 application/zip': { description: 'The archive.', schema: Type.Unsafe({}) },
      },
      refusals: ['batch_not_found'],
    },
    async (scope, { params: { id }, reply }) => {
      const batch = await readBatch(scope, id);
      const sold: BatchItem[] = [];
      for await (const item of itemsOf(scope, { batchId: batch.id, state: 'sold' })) {
        if (item.iccid !== null) sold.push(item);
      }
      const files = sold.map(({ number, iccid }) => ({
        name: `${String(number).padStart(5, '0')}-${iccid}.png`,
        modifiedAt: batch.createdAt,
        read: async () => qrPng((await esimOf(scope, iccid ?? '', links)).activationCode),
      }));
      return sendZip(reply, { filename: `qr-codes-${batch.id}.zip`, files });
    },
  );
}

function declarePdf(routes: Routes, links: PublicLinks): void {
  routes.read(
    `${RESULTS}/qr-codes.pdf`,
    {
      id: 'downloadSaleBatchSheet',
      scope: 'read',
      tag,
      summary: 'Download the QR codes of a batch as PDF',
      description:
        `Returns a PDF to print, six codes a page, of up to ${MAX_PRINTED} eSIMs after the ` +
        'package number `after`.',
      params,
      querystring: Type.Object({
        after: Type.Optional(
          Type.Integer({
            minimum: 0,
            maximum: 10_000,
            description: 'The number of the last package of the sheet before; 0 by default.',
          }),
        ),
      }),
      alsoAnswers: {
        '200 application/pdf': { description: 'The sheet.', schema: Type.Unsafe({}) },
      },
      refusals: ['batch_not_found'],
    },
    async (scope, { params: { id }, query, reply }) => {
      const batch = await readBatch(scope, id);
      const found = await selectItems(scope, {
        batchId: batch.id,
        state: 'sold',
        after: query.after ?? 0,
        limit: MAX_PRINTED,
      });
      const codes = [];
      for (const { iccid, number, email, metatag } of found) {
        if (iccid === null) continue;
        const { activationCode } = await esimOf(scope, iccid, links);
        codes.push({ title: `${number}`, iccid, activationCode, note: metatag ?? email ?? '' });
      }
      const name = `attachment; filename="qr-codes-${batch.id}.pdf"`;
      reply.header('Content-Disposition', name).type('application/pdf');
      return reply.send(await renderCodes(codes, batch.createdAt));
    },
  );
}
