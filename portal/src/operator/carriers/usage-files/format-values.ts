import type { Schemas } from '../../../api/client.ts';

type Format = Schemas['UsageFileFormat'];
type FormatInput = Schemas['UsageFileFormatInput'];

/** The fields of the form; lists of columns are texts with commas. */
export type FormatValues = {
  carrier: string;
  delimiter: Format['delimiter'];
  encoding: Format['encoding'];
  hasHeader: boolean;
  hasDecimalComma: boolean;
  bytesPerUnit: string;
} & Record<(typeof TEXTS)[number] | (typeof LISTS)[number] | 'skippedLines', string>;

const TEXTS = [
  'iccidColumn',
  'imsiColumn',
  'durationColumn',
  'timeFormat',
  'timeZone',
  'countryColumn',
  'mccMncColumn',
  'mccColumn',
  'mncColumn',
  'recordIdColumn',
] as const;
const LISTS = ['usageColumns', 'startColumns', 'endColumns', 'identityColumns'] as const;

/** The units that are offered, in bytes. */
export const UNITS = [
  ['1', 'bytes'],
  ['1000', 'kB'],
  ['1024', 'KiB'],
  ['1000000', 'MB'],
  ['1048576', 'MiB'],
  ['1000000000', 'GB'],
  ['1073741824', 'GiB'],
] as const;

const EMPTY: FormatValues = {
  ...{ carrier: '', delimiter: 'comma', encoding: 'utf-8', hasHeader: true },
  ...{ hasDecimalComma: false, skippedLines: '0', iccidColumn: 'ICCID', imsiColumn: '' },
  ...{ usageColumns: '', bytesPerUnit: '1', startColumns: '', endColumns: '' },
  ...{ durationColumn: '', timeFormat: 'RFC3339', timeZone: 'UTC', countryColumn: '' },
  ...{ mccMncColumn: '', mccColumn: '', mncColumn: '', recordIdColumn: '', identityColumns: '' },
};

/** Returns the values of a carrier's format, or those of a new one. */
export function valuesOf(kept: Schemas['CarrierUsageFileFormat'] | undefined): FormatValues {
  if (!kept) return EMPTY;
  const { carrier, format } = kept;
  const { delimiter, encoding, hasHeader, hasDecimalComma } = format;
  const texts = TEXTS.map((name) => [name, format[name] ?? '']);
  const lists = LISTS.map((name) => [name, format[name].join(', ')]);
  return {
    ...EMPTY,
    ...Object.fromEntries([...texts, ...lists]),
    ...{ carrier, delimiter, encoding, hasHeader, hasDecimalComma },
    bytesPerUnit: String(format.bytesPerUnit),
    skippedLines: String(format.skippedLines),
  };
}

/** Returns the format of the values, without what is empty. */
export function formatOf(values: FormatValues): FormatInput {
  const { delimiter, encoding, hasHeader, hasDecimalComma, bytesPerUnit, skippedLines } = values;
  const texts = TEXTS.map((name) => [name, values[name].trim()]).filter(([, text]) => text !== '');
  const columnsOf = (name: (typeof LISTS)[number]) =>
    values[name]
      .split(',')
      .map((column) => column.trim())
      .filter((column) => column !== '');
  return {
    ...Object.fromEntries(texts),
    ...{ delimiter, encoding, hasHeader, hasDecimalComma },
    bytesPerUnit: Number(bytesPerUnit),
    skippedLines: Number(skippedLines),
    usageColumns: columnsOf('usageColumns'),
    startColumns: columnsOf('startColumns'),
    endColumns: columnsOf('endColumns'),
    identityColumns: columnsOf('identityColumns'),
  };
}
