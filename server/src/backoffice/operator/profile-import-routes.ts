import { Type } from 'typebox';
import {
  BAD_LINES_SHOWN,
  listProfileBatches,
  type ProfileBatch,
} from '../../connectivity/carriers/index.ts';
import { refuseLines } from '../../kernel/refuse-lines.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  cursorPage,
  cursorQuery,
  described,
  Id,
  nullable,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { importProfileFile } from './import-profile-file.ts';
import type { OperatorParts } from './parts.ts';

const PATH = '/operator/profile-imports';
const tag = 'Operator: operations';
/** About 80,000 profiles. */
const MAX_CHARS = 8_000_000;
const MAX_BYTES = 8 * 2 ** 20;

export const CarrierName = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
  must: 'be a carrier name: lower-case letters, digits and dashes',
  description: 'The name of the carrier, as data plans name it.',
  examples: ['alpine'],
});

const Batch = answer('ProfileBatch', {
  id: described(Id, 'The ID of the batch.'),
  carrier: Type.String({ description: 'The name of the carrier.' }),
  fileName: nullable(Type.String({ description: 'The name of the file, if it was given.' })),
  profiles: Type.Integer({ description: 'The number of profiles that were added.' }),
  unusualIccids: Type.Integer({
    description: 'Those with an ICCID with letters, or with a wrong or no check digit.',
  }),
  importedBy: nullable(
    Type.String({ description: 'Who imported it; `null` for the command line.' }),
  ),
  importedAt: described(Timestamp, 'When it was imported.'),
});
const aBatch = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  carrier: 'alpine',
  fileName: 'alpine-2026-04.csv',
  profiles: 1000,
  unusualIccids: 0,
  importedBy: 'Grace Hopper',
  importedAt: '2026-04-30T09:55:36.430Z',
};

/** Importing eSIM profiles, and what was imported. */
export function registerProfileImportRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareBatches(routes);
  declareImport(routes);
}

function declareBatches(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listProfileImports',
      scope: 'assist',
      tag,
      summary: 'List imports of profiles',
      description: 'Returns the batches in which profiles were imported, newest first.',
      querystring: Type.Object({
        ...cursorQuery,
        carrier: Type.Optional(
          Type.String({ description: 'Only of this carrier.', examples: ['alpine'] }),
        ),
      }),
      answer: cursorPage('ProfileBatches', Batch),
      example: { items: [aBatch], nextCursor: null },
    },
    async ({ db }, { query: { carrier, ...paging } }) => {
      const { limit, after } = readIdCursor(paging);
      const found = await listProfileBatches(db, {
        ...(carrier !== undefined && { carrier }),
        ...(after !== undefined && { after }),
        limit: limit + 1,
      });
      const page = toCursorPage(found, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showBatch) };
    },
  );
}

function showBatch({ importedByName, importedAt, ...batch }: ProfileBatch) {
  return { ...batch, importedBy: importedByName, importedAt: importedAt.toISOString() };
}

const ImportInput = Type.Object({
  carrier: CarrierName,
  csv: Type.String({
    maxLength: MAX_CHARS,
    description: 'The file. The separator may be a comma, a semicolon, a tab or a bar.',
    examples: [
      'iccid,imsi,activation_code\n' +
        '8944500101180012348,234500000000001,LPA:1$smdp.alpine.example$1234567890ABCDEF\n',
    ],
  }),
  fileName: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'The name of the file, for your records.',
      examples: ['alpine-2026-04.csv'],
    }),
  ),
  dryRun: Type.Optional(
    Type.Boolean({ description: 'Whether to check the file without importing it.' }),
  ),
  takeUnusualIccids: Type.Optional(
    Type.Boolean({
      description: 'Whether to take ICCIDs with letters, or with a wrong or no check digit.',
    }),
  ),
});

function declareImport(routes: Routes): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'importProfiles',
      scope: 'operate',
      tag,
      summary: 'Import profiles',
      description:
        'Adds the eSIM profiles of a spreadsheet to the stock of a carrier: all lines, or none ' +
        'if one is wrong. The columns are `iccid`, `activation_code` (or `smdp_address` and ' +
        '`matching_id`) and, if they are known, `imsi`, `confirmation_code` and `apn`, in any ' +
        'order; other columns are ignored. Without a header, a line has `iccid`, `imsi` and ' +
        '`activation_code`. With `dryRun`, nothing is imported, and wrong lines are listed in ' +
        `\`errors\`, ${BAD_LINES_SHOWN} at most.`,
      maxBodyBytes: MAX_BYTES,
      body: ImportInput,
      answer: answer('ProfileImport', {
        dryRun: Type.Boolean({ description: 'Whether the file was only checked.' }),
        batchId: nullable(described(Id, 'The ID of the batch; `null` in a dry run.')),
        profiles: Type.Integer({ description: 'The profiles that are added, or would be.' }),
        unusualIccids: Type.Integer({ description: 'Those with an unusual ICCID.' }),
        errorCount: Type.Integer({ description: 'The number of wrong lines.' }),
        errors: Type.Array(
          answer('ProfileImportError', {
            line: Type.Integer({ description: 'The number of the line in the file.' }),
            reason: Type.String({ description: 'What is wrong with it.' }),
          }),
          { description: 'The first wrong lines.' },
        ),
      }),
      example: {
        ...{ dryRun: false, batchId: aBatch.id, profiles: 1000, unusualIccids: 0 },
        ...{ errorCount: 0, errors: [] },
      },
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => {
      const { dryRun = false, takeUnusualIccids = false, ...file } = body;
      const taken = { ...file, isDryRun: dryRun, takesUnusualIccids: takeUnusualIccids };
      const { errors, ...imported } = await importProfileFile(scope, taken);
      if (errors.length > 0 && !dryRun) throw refuseLines(errors, imported.errorCount);
      return { dryRun, ...imported, errors };
    },
  );
}
