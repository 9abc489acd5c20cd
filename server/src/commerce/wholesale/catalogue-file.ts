import { type SizeUnit, toBytes } from '../../kernel/data-size.ts';
import {
  DATA_TYPES,
  type DataTerms,
  FAIR_USE_PERIODS,
  type FairUse,
} from '../../kernel/data-terms.ts';
import { readAmountCell, readNumberCell, readYesNoCell } from '../../kernel/sheet-values.ts';
import {
  nameSeparator,
  readSheet,
  type SheetFault,
  type SheetLayout,
  type SheetRow,
} from '../../kernel/spreadsheet.ts';
import { readTerms } from '../catalog/index.ts';

/** A line about a plan. The import leaves absent fields as they are. */
export type PlanLine = {
  line: number;
  id?: string;
  name: string;
  sizeValue?: number;
  sizeUnit?: SizeUnit;
  validityDays?: number | null;
  countrySet?: string;
  carrier?: string;
  wholesaleMinor?: bigint;
  costMinor?: bigint;
  retired?: boolean;
  dataTerms?: DataTerms | null;
};
/** A line about a country set. */
export type CountrySetLine = {
  line: number;
  code: string;
  name?: string;
  countries?: string[];
  retired?: boolean;
};
export type CatalogueFile = {
  plans: PlanLine[];
  countrySets: CountrySetLine[];
  faults: SheetFault[];
  separator: string;
};

type Column =
  | 'id'
  | 'name'
  | 'size'
  | 'sizeUnit'
  | 'validity'
  | 'countrySet'
  | 'carrier'
  | 'wholesale'
  | 'cost'
  | 'retired'
  | 'dataType'
  | 'dailyBytes'
  | 'dayTimeZone'
  | 'fairUseBytes'
  | 'fairUsePeriod'
  | 'fairUseKbps'
  | 'code'
  | 'countries';

/** Two kinds of file: data plans have names and sizes, country sets have codes and countries. */
const LAYOUT: SheetLayout<Column> = {
  headings: {
    id: ['id', 'dataplanid', 'planid'],
    name: ['name', 'plan', 'dataplan'],
    size: ['size', 'sizevalue', 'data', 'volume'],
    sizeUnit: ['sizeunit', 'unit'],
    validity: ['validitydays', 'validity', 'days'],
    countrySet: ['countryset'],
    carrier: ['carrier'],
    wholesale: ['wholesaleprice', 'wholesale', 'price'],
    cost: ['cost'],
    retired: ['retired'],
    dataType: ['datatype'],
    dailyBytes: ['dailybytes', 'daily', 'dailysize'],
    dayTimeZone: ['daytimezone', 'timezone'],
    fairUseBytes: ['fairusebytes', 'fairuse', 'fairusesize'],
    fairUsePeriod: ['fairuseperiod'],
    fairUseKbps: ['fairusekbps', 'fairusespeed'],
    code: ['code'],
    countries: ['countries'],
  },
  isHeader: (columns) => columns.has('code') || columns.has('name') || columns.has('id'),
};

class LineFault extends Error {}

/** Reads data plans or country sets; a line that cannot be understood becomes a fault. */
export function readCatalogueFile(csv: string): CatalogueFile {
  const sheet = readSheet(csv, LAYOUT);
  const file: CatalogueFile = {
    plans: [],
    countrySets: [],
    faults: sheet.faults,
    separator: nameSeparator(sheet.separator),
  };
  const hasCountrySets = sheet.columns.has('code');
  for (const row of sheet.rows) {
    tryLine(file, row, () => {
      if (hasCountrySets) file.countrySets.push(readCountrySetLine(row));
      else file.plans.push(readPlanLine(row));
    });
  }
  if (sheet.rows.length === 0 && file.faults.length === 0) {
    file.faults.push({ line: 1, reason: 'the file has no lines below the header' });
  }
  return file;
}

function tryLine({ faults }: CatalogueFile, { line }: SheetRow<Column>, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof LineFault)) throw error;
    faults.push({ line, reason: error.message });
  }
}

function readPlanLine({ line, values }: SheetRow<Column>): PlanLine {
  const plan: PlanLine = { line, name: values.name };
  if (values.id) plan.id = values.id.toLowerCase();
  if (!values.id && !values.name) throw new LineFault('name is missing');
  if (values.size) Object.assign(plan, readSize(values.size, values.sizeUnit));
  if (values.validity) plan.validityDays = readValidity(values.validity);
  if (values.countrySet) plan.countrySet = values.countrySet.toUpperCase();
  if (values.carrier) plan.carrier = values.carrier;
  if (values.wholesale) plan.wholesaleMinor = readAmount(values.wholesale, 'wholesale_price');
  if (values.cost) plan.costMinor = readAmount(values.cost, 'cost');
  if (values.retired) plan.retired = readRetired(values.retired);
  const dataTerms = readTermsOf(values);
  if (dataTerms !== undefined) plan.dataTerms = dataTerms;
  return plan;
}

function readCountrySetLine({ line, values }: SheetRow<Column>): CountrySetLine {
  if (!values.code) throw new LineFault('code is missing');
  const set: CountrySetLine = { line, code: values.code.toUpperCase() };
  if (values.name) set.name = values.name;
  if (values.countries) set.countries = values.countries.split(/[\s,;/]+/).filter(Boolean);
  if (values.retired) set.retired = readRetired(values.retired);
  return set;
}

function readSize(size: string, unit: string): { sizeValue: number; sizeUnit: SizeUnit } {
  const [, number = '', ownUnit = ''] = /^([\d.,]+)\s*([a-z]*)$/i.exec(size) ?? [];
  const sizeValue = readNumberCell(number);
  const sizeUnit = (ownUnit || unit).toUpperCase();
  if (sizeValue === undefined || !isSizeUnit(sizeUnit)) {
    throw new LineFault(`size is "${[size, unit].join(' ').trim()}" and not like 1 GB or 500 MB`);
  }
  return { sizeValue, sizeUnit };
}

function isSizeUnit(text: string): text is SizeUnit {
  return text === 'MB' || text === 'GB' || text === 'TB';
}

/** Without a data type, the terms stay as they are. */
function readTermsOf(values: Record<Column, string>): DataTerms | null | undefined {
  const { dataType, dailyBytes, dayTimeZone, fairUseBytes, fairUsePeriod, fairUseKbps } = values;
  const others = [dailyBytes, dayTimeZone, fairUseBytes, fairUsePeriod, fairUseKbps];
  if (!dataType) {
    if (!others.some(Boolean)) return undefined;
    throw new LineFault('data_type is missing, which data by day and fair use need');
  }
  const type = DATA_TYPES.find((one) => one === dataType.toLowerCase());
  if (!type) throw new LineFault(`data_type is "${dataType}" and not ${DATA_TYPES.join(', ')}`);
  return (
    readTerms({
      dataType: type,
      ...(dailyBytes && { dailyBytes: readBytes(dailyBytes, 'daily_bytes') }),
      ...(dayTimeZone && { dayTimeZone }),
      ...((fairUseBytes || fairUsePeriod || fairUseKbps) && { fairUse: readFairUse(values) }),
    }) ?? null
  );
}

function readFairUse(values: Record<Column, string>): FairUse {
  const { fairUseBytes, fairUsePeriod, fairUseKbps } = values;
  const period = FAIR_USE_PERIODS.find((one) => one === fairUsePeriod.toLowerCase());
  if (!period) {
    throw new LineFault(`fair_use_period is "${fairUsePeriod}" and neither day nor total`);
  }
  if (!/^[1-9]\d{0,7}$/.test(fairUseKbps)) {
    throw new LineFault(`fair_use_kbps is "${fairUseKbps}" and not a speed in kbit/s`);
  }
  const bytes = readBytes(fairUseBytes, 'fair_use_bytes');
  return { bytes, period, speedKbps: Number(fairUseKbps) };
}

/** Reads a number of bytes, or a size such as 1 GB. */
function readBytes(text: string, column: string): number {
  const bytes = /^\d+$/.test(text) ? Number(text) : Number(toBytes(readSize(text, '')));
  if (bytes >= 1 && Number.isSafeInteger(bytes)) return bytes;
  throw new LineFault(`${column} is "${text}" and not a number of bytes`);
}

function readValidity(text: string): number | null {
  if (/^(unlimited|never|none)$/i.test(text)) return null;
  const [, days] = /^(\d{1,5})(?:\s*(?:d|days?))?$/i.exec(text) ?? [];
  if (days === undefined) {
    throw new LineFault(`validity_days is "${text}" and neither a number nor "unlimited"`);
  }
  return Number(days);
}

function readAmount(text: string, column: string): bigint {
  const amountMinor = readAmountCell(text);
  if (amountMinor === undefined) {
    throw new LineFault(`${column} is "${text}" and not an amount in USD such as 1.49`);
  }
  return amountMinor;
}

function readRetired(text: string): boolean {
  const retired = readYesNoCell(text);
  if (retired === undefined) throw new LineFault(`retired is "${text}" and neither yes nor no`);
  return retired;
}
