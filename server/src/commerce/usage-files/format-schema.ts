import { type Static, Type } from 'typebox';
import { answer, described, nullable, oneOf, Timestamp } from '../../platform/http/schemas.ts';
import { DELIMITERS, ENCODINGS, type UsageFileFormat } from './format.ts';
import type { KeptFormat } from './format-store.ts';
import type { TriedFormat } from './try-format.ts';

export const CarrierName = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
  must: 'be a carrier name: lower-case letters, digits and dashes',
  description: 'The name of the carrier, as data plans name it.',
  examples: ['alpine'],
});

const words = {
  delimiter: 'What separates the columns, a comma by default.',
  encoding: 'The encoding, `utf-8` by default, with or without a byte order mark.',
  skippedLines: 'Lines before the header that are ignored, 0 by default.',
  hasHeader:
    'Whether a line names the columns, `true` by default. Without it, columns are named by their ' +
    'number, from 1.',
  hasDecimalComma: 'Whether the usage has a decimal comma, `false` by default.',
  iccidColumn: 'The column with the ICCID.',
  imsiColumn: 'The column with the IMSI, which is used where the line has no ICCID.',
  usageColumns: 'The columns with the usage, which are added up, such as upload and download.',
  bytesPerUnit: 'The bytes of one unit of usage, 1 by default: 1048576 if it is in MiB.',
  startColumns: 'The column with the time when the use began, or the columns of a date and a time.',
  endColumns: 'The same for the end. Without it and `durationColumn`, the use ends as it begins.',
  durationColumn: 'The column with the duration, in seconds.',
  timeFormat:
    '`RFC3339` by default, `UNIX` (seconds), `UNIX_MS`, or a pattern of `YYYY`, `YY`, `MM`, `M`, ' +
    '`MMM`, `DD`, `D`, `HH`, `H`, `hh`, `h`, `A`, `mm`, `ss`, `SSS` and `Z`.',
  timeZone: 'The time zone of times that name none, `UTC` by default.',
  countryColumn: 'The column with the country, ISO 3166-1 alpha-2.',
  mccMncColumn: 'The column with MCC and MNC together: `23201` or `232-01`.',
  mccColumn: 'The column with the mobile country code.',
  mncColumn: 'The column with the mobile network code.',
  recordIdColumn: "The column with the carrier's own ID of the record, which counts once.",
  identityColumns: 'Without a record ID: the columns that together identify a line.',
};

const Column = (description: string, example: string) =>
  Type.String({ minLength: 1, maxLength: 100, description, examples: [example] });
const column = (description: string, example: string) =>
  Type.Optional(Column(description, example));
const columns = (description: string, example: string[], { min = 0, max = 2 } = {}) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
    minItems: min,
    maxItems: max,
    description,
    examples: [example],
  });
const yesOrNo = (description: string, example: boolean) =>
  Type.Optional(Type.Boolean({ description, examples: [example] }));

export const FormatInput = Type.Object(
  {
    delimiter: Type.Optional(oneOf(DELIMITERS, { description: words.delimiter })),
    encoding: Type.Optional(oneOf(ENCODINGS, { description: words.encoding })),
    skippedLines: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 100, description: words.skippedLines, examples: [0] }),
    ),
    hasHeader: yesOrNo(words.hasHeader, true),
    hasDecimalComma: yesOrNo(words.hasDecimalComma, false),
    iccidColumn: column(words.iccidColumn, 'ICCID'),
    imsiColumn: column(words.imsiColumn, 'IMSI'),
    usageColumns: columns(words.usageColumns, ['MB'], { min: 1, max: 4 }),
    bytesPerUnit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_099_511_627_776,
        description: words.bytesPerUnit,
        examples: [1_048_576],
      }),
    ),
    startColumns: columns(words.startColumns, ['Date', 'Time'], { min: 1 }),
    endColumns: Type.Optional(columns(words.endColumns, [])),
    durationColumn: column(words.durationColumn, 'Seconds'),
    timeFormat: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 60,
        description: words.timeFormat,
        examples: ['DD.MM.YYYY HH:mm:ss'],
      }),
    ),
    timeZone: Type.Optional(
      Type.String({ maxLength: 64, description: words.timeZone, examples: ['Europe/Vienna'] }),
    ),
    countryColumn: column(words.countryColumn, 'Country'),
    mccMncColumn: column(words.mccMncColumn, 'Network'),
    mccColumn: column(words.mccColumn, 'MCC'),
    mncColumn: column(words.mncColumn, 'MNC'),
    recordIdColumn: column(words.recordIdColumn, 'Record'),
    identityColumns: Type.Optional(
      columns(words.identityColumns, ['ICCID', 'Date', 'Time', 'MB'], { max: 20 }),
    ),
  },
  { title: 'UsageFileFormatInput', description: 'How the files are read.' },
);

const orNull = (description: string) => nullable(Type.String({ description }));
const list = (description: string) => Type.Array(Type.String(), { description });

const Format = answer('UsageFileFormat', {
  delimiter: oneOf(DELIMITERS, { description: 'What separates the columns.' }),
  encoding: oneOf(ENCODINGS, { description: 'The encoding.' }),
  skippedLines: Type.Integer({ description: 'Lines before the header that are ignored.' }),
  hasHeader: Type.Boolean({ description: 'Whether a line names the columns.' }),
  hasDecimalComma: Type.Boolean({ description: 'Whether the usage has a decimal comma.' }),
  iccidColumn: orNull(words.iccidColumn),
  imsiColumn: orNull(words.imsiColumn),
  usageColumns: list(words.usageColumns),
  bytesPerUnit: Type.Integer({ description: 'The bytes of one unit of usage.' }),
  startColumns: list(words.startColumns),
  endColumns: list(words.endColumns),
  durationColumn: orNull(words.durationColumn),
  timeFormat: Type.String({ description: words.timeFormat }),
  timeZone: Type.String({ description: 'The time zone of times that name none.' }),
  countryColumn: orNull(words.countryColumn),
  mccMncColumn: orNull(words.mccMncColumn),
  mccColumn: orNull(words.mccColumn),
  mncColumn: orNull(words.mncColumn),
  recordIdColumn: orNull(words.recordIdColumn),
  identityColumns: list(words.identityColumns),
});

const aFormat: UsageFileFormat = {
  delimiter: 'semicolon',
  encoding: 'utf-8',
  skippedLines: 0,
  hasHeader: true,
  hasDecimalComma: true,
  iccidColumn: 'ICCID',
  imsiColumn: null,
  usageColumns: ['MB'],
  bytesPerUnit: 1_048_576,
  startColumns: ['Date', 'Time'],
  endColumns: [],
  durationColumn: null,
  timeFormat: 'DD.MM.YYYY HH:mm:ss',
  timeZone: 'Europe/Vienna',
  countryColumn: 'Country',
  mccMncColumn: null,
  mccColumn: null,
  mncColumn: null,
  recordIdColumn: null,
  identityColumns: ['ICCID', 'Date', 'Time', 'MB'],
};

export const CarrierFormat = answer('CarrierUsageFileFormat', {
  carrier: Type.String({ description: 'The name of the carrier.' }),
  format: described(Format, 'How its usage files are read.'),
  updatedBy: nullable(Type.String({ description: 'Who set it; `null` for the command line.' })),
  updatedAt: described(Timestamp, 'When it was set.'),
});
export const aCarrierFormat = {
  carrier: 'alpine',
  format: aFormat,
  updatedBy: 'Grace Hopper',
  updatedAt: '2026-04-30T09:55:36.430Z',
};

/** Returns the format with the defaults of what was left out. */
export function toFormat(sent: Static<typeof FormatInput>): UsageFileFormat {
  const { delimiter = 'comma', encoding = 'utf-8', skippedLines = 0, hasHeader = true } = sent;
  const { hasDecimalComma = false, bytesPerUnit = 1, timeFormat = 'RFC3339' } = sent;
  const { iccidColumn = null, imsiColumn = null, durationColumn = null } = sent;
  const { countryColumn = null, mccMncColumn = null, mccColumn = null, mncColumn = null } = sent;
  const { recordIdColumn = null, identityColumns = [], endColumns = [], timeZone = 'UTC' } = sent;
  const { usageColumns, startColumns } = sent;
  return {
    ...{ delimiter, encoding, skippedLines, hasHeader, hasDecimalComma, iccidColumn, imsiColumn },
    ...{ usageColumns, bytesPerUnit, startColumns, endColumns, durationColumn, timeFormat },
    ...{ timeZone, countryColumn, mccMncColumn, mccColumn, mncColumn, recordIdColumn },
    identityColumns,
  };
}

export function showFormat({ carrier, format, updatedByName, updatedAt }: KeptFormat) {
  return { carrier, format, updatedBy: updatedByName, updatedAt: updatedAt.toISOString() };
}

const shown = (description: string, example: string) =>
  Type.String({ description, examples: [example] });

const LineRecord = answer('UsageFileRecord', {
  recordId: shown('The ID of the record, which counts once.', 'cdr-1'),
  iccid: Type.Optional(shown('The ICCID of the eSIM.', '8997212330099184891')),
  imsi: Type.Optional(shown('The IMSI of the eSIM, without an ICCID.', '260060145143896')),
  bytes: Type.Integer({ description: 'The data that was used, in bytes.' }),
  country: Type.Optional(shown('The country.', 'AT')),
  mcc: Type.Optional(shown('The mobile country code.', '232')),
  mnc: Type.Optional(shown('The mobile network code.', '01')),
  startedAt: Type.String({ format: 'date-time', description: 'When the use began.' }),
  endedAt: Type.String({ format: 'date-time', description: 'When the use ended.' }),
});

export const Tried = answer('TriedUsageFile', {
  columns: Type.Array(Type.String(), {
    description: 'The names of the columns; without a header, the values of the first line.',
  }),
  fault: nullable(Type.String({ description: 'Why no line of the file can be read.' })),
  lines: Type.Array(
    answer('TriedUsageLine', {
      line: Type.Integer({ description: 'The number of the line in the file.' }),
      text: Type.String({ description: 'The line.' }),
      record: described(nullable(LineRecord), 'The record that was read; `null` if it was not.'),
      reason: nullable(Type.String({ description: 'Why the line would not be charged.' })),
    }),
    { description: 'The first lines with values, 20 at most.' },
  ),
});
export const aTrial: TriedFormat = {
  columns: ['ICCID', 'Date', 'Time', 'MB', 'Country'],
  fault: null,
  lines: [
    {
      line: 2,
      text: '8997212330099184891;30.04.2026;11:55:36;1,5;AT',
      record: {
        recordId: 'line:Ck6mJ0yV2rXq8b1nS3tU5w7z9A0cEfGhIjKlMnOpQrs',
        iccid: '8997212330099184891',
        bytes: 1_572_864,
        country: 'AT',
        startedAt: '2026-04-30T09:55:36.000Z',
        endedAt: '2026-04-30T09:55:36.000Z',
      },
      reason: null,
    },
  ],
};
