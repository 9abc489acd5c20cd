import { isCustomerEmail } from '../../kernel/email.ts';
import { isUuid } from '../../kernel/ids.ts';
import { readSheet } from '../../kernel/spreadsheet.ts';
import { MAX_LINES, MAX_QUANTITY } from './batch.ts';

/** A line as it was sent; an absent value is undefined or empty. */
export type SentLine = {
  customerEmail?: string | undefined;
  inventoryItemId?: string | undefined;
  metatag?: string | undefined;
  quantity?: number | string | undefined;
};

/** A line that can be sold, if its item is for sale. `line` counts from 1. */
export type BatchLine = {
  line: number;
  email: string | null;
  inventoryItemId: string;
  metatag: string | null;
  quantity: number;
};

/** The fault of a line, with the field that is wrong. */
export type LineFault = { line: number; field: string; message: string };

export type NamedItem = { id: string; name: string };

export type ReadLines = { lines: BatchLine[]; faults: LineFault[] };

const MAX_METATAG = 255;

const LAYOUT = {
  headings: {
    customerEmail: ['customeremail', 'email', 'emailaddress'],
    inventoryItemId: ['inventoryitemid', 'inventoryitem', 'item', 'itemid'],
    metatag: ['metatag', 'reference', 'order'],
    quantity: ['quantity', 'count', 'number'],
  },
  isHeader: (columns: ReadonlySet<string>) => columns.has('inventoryItemId'),
};

/**
 * Reads the lines of a CSV file; the first line with values is line 2 below a header. An item is
 * given by its ID, or by a name that only one of the `items` has.
 */
export function readCsvLines(csv: string, items: readonly NamedItem[]): ReadLines {
  const sheet = readSheet(csv, LAYOUT);
  const faults = sheet.faults.map(({ line, reason }) => ({ line, field: 'line', message: reason }));
  const read = sheet.rows.map(({ line, values }) => {
    const given = textOf(values.inventoryItemId);
    const found = items.filter(({ name }) => name === given);
    const [item] = found;
    if (!item) return checkLine(values, line);
    const message = `${found.length} items are called ${item.name}; give the ID.`;
    if (found.length > 1) return [{ line, field: 'inventoryItemId', message }];
    return checkLine({ ...values, inventoryItemId: item.id }, line);
  });
  return collect(read, faults);
}

/** Reads lines of JSON. */
export function readJsonLines(sent: readonly SentLine[]): ReadLines {
  return collect(
    sent.map((one, index) => checkLine(one, index + 1)),
    [],
  );
}

function collect(read: readonly (BatchLine | LineFault[])[], found: LineFault[]): ReadLines {
  const faults = [...found];
  const lines: BatchLine[] = [];
  for (const one of read) {
    if (Array.isArray(one)) faults.push(...one);
    else lines.push(one);
  }
  if (read.length === 0 && faults.length === 0) {
    faults.push({ line: 1, field: 'line', message: 'There is no line to sell.' });
  }
  if (read.length > MAX_LINES) {
    const message = `There are ${read.length} lines; ${MAX_LINES} are the most.`;
    faults.push({ line: MAX_LINES + 1, field: 'line', message });
  }
  return { lines, faults };
}

function checkLine(sent: SentLine, line: number): BatchLine | LineFault[] {
  const faults: LineFault[] = [];
  const fail = (field: string, message: string) => faults.push({ line, field, message });
  const email = textOf(sent.customerEmail);
  const metatag = textOf(sent.metatag);
  const inventoryItemId = textOf(sent.inventoryItemId)?.toLowerCase();
  const quantity = quantityOf(sent.quantity);
  if (email !== null && !isCustomerEmail(email))
    fail('customerEmail', 'This is not an email address.');
  if (metatag !== null && [...metatag].length > MAX_METATAG) {
    fail('metatag', `The metatag has more than ${MAX_METATAG} characters.`);
  }
  if (!inventoryItemId) fail('inventoryItemId', 'The inventory item is missing.');
  else if (!isUuid(inventoryItemId)) fail('inventoryItemId', 'No inventory item has this ID.');
  if (quantity === undefined) {
    fail('quantity', `The quantity must be a whole number from 1 to ${MAX_QUANTITY}.`);
  }
  if (faults.length > 0 || !inventoryItemId || quantity === undefined) return faults;
  return { line, email, inventoryItemId, metatag, quantity };
}

function textOf(value: string | undefined): string | null {
  const text = value?.normalize('NFC').trim();
  return text ? text : null;
}

function quantityOf(value: number | string | undefined): number | undefined {
  if (value === undefined || value === '') return 1;
  const quantity = typeof value === 'number' ? value : Number(value.trim());
  const fits = Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY;
  return fits ? quantity : undefined;
}
