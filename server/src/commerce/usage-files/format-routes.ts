// Formats of usage files, with thin handlers.
import { Type } from 'typebox';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { removeFormat, setFormat } from './change-format.ts';
import {
  aCarrierFormat,
  aTrial,
  CarrierFormat,
  CarrierName,
  FormatInput,
  showFormat,
  Tried,
  toFormat,
} from './format-schema.ts';
import { listFormats } from './format-store.ts';
import { tryFormat } from './try-format.ts';

const PATH = '/operator/usage-file-formats';
const tag = 'Operator: carriers';
/** 64 KiB in base64. */
const SAMPLE_CHARS = 90_000;

/** How the usage files of each carrier are read. */
export function registerFormatRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declareChanges(routes);
  declareTrial(routes);
}

function declareList(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listUsageFileFormats',
      scope: 'assist',
      tag,
      summary: 'List formats of usage files',
      description: 'Returns how the usage files of each carrier are read, by carrier.',
      answer: answer('UsageFileFormats', {
        items: Type.Array(CarrierFormat, { description: 'The formats.' }),
      }),
      example: { items: [aCarrierFormat] },
    },
    async ({ db }) => ({ items: (await listFormats(db)).map(showFormat) }),
  );
}

function declareChanges(routes: Routes): void {
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'setUsageFileFormat',
      scope: 'operate',
      tag,
      summary: 'Set the format of usage files',
      description:
        'Sets how the usage files of a carrier are read. Files that were taken before are read ' +
        'as they were. Changing what identifies a line makes lines of files before count again ' +
        'if they are sent again.',
      body: Type.Object({ carrier: CarrierName, format: FormatInput }),
      answer: CarrierFormat,
      example: aCarrierFormat,
      refusals: ['invalid_request'],
    },
    async (scope, { body: { carrier, format } }) =>
      showFormat(await setFormat(scope, { carrier, format: toFormat(format) })),
  );
  routes.write(
    `DELETE ${PATH}/:carrier`,
    {
      id: 'deleteUsageFileFormat',
      scope: 'operate',
      tag,
      summary: 'Delete the format of usage files',
      description: "Deletes the format. The carrier's usage files are refused from then on.",
      params: Type.Object({
        carrier: Type.String({ description: 'The name of the carrier.', examples: ['alpine'] }),
      }),
      refusals: ['usage_format_not_found'],
    },
    async (scope, { params }) => removeFormat(scope, params),
  );
}

function declareTrial(routes: Routes): void {
  routes.call(
    `POST ${PATH}/try`,
    {
      id: 'previewUsageFile',
      scope: 'operate',
      tag,
      summary: 'Preview a usage file',
      description:
        'Returns the first lines of a file as they would be read, each with its record or the ' +
        'reason why it would not be charged. Nothing is changed.',
      body: Type.Object({
        carrier: CarrierName,
        format: Type.Optional(FormatInput),
        sample: Type.String({
          minLength: 1,
          maxLength: SAMPLE_CHARS,
          pattern: '^[A-Za-z0-9+/]+={0,2}$',
          must: 'be base64',
          description: 'The beginning of the file in base64, at most 64 KiB; gzip is unpacked.',
          examples: ['SUNDSUQ7RGF0ZTtUaW1lO01CO0NvdW50cnkK'],
        }),
      }),
      answer: Tried,
      example: aTrial,
      refusals: ['invalid_request', 'usage_format_not_found'],
      idempotent: false,
    },
    ({ db }, { body: { carrier, format, sample } }) =>
      tryFormat(db, { carrier, format: format && toFormat(format), sample }),
  );
}
