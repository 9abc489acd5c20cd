import { styleText } from 'node:util';

const RESET_WIDTH = 60;

/** Rows for a table: a title and the text of each column. */
export type Columns<Item> = Record<string, (item: Item) => unknown>;

export type Printer = {
  isJson: boolean;
  /** Prints one object as fields, or as JSON. */
  object(value: object): void;
  /** Prints a table, or an array in JSON. */
  table<Item>(items: readonly Item[], columns: Columns<Item>): void;
  /** Prints a line as it happens: JSON lines with `--json`. */
  line(text: string, value: object): void;
  /** Prints a remark to the error output, beside the result. */
  say(text: string): void;
};

export function createPrinter(isJson: boolean): Printer {
  const write = (text: string) => process.stdout.write(`${text}\n`);
  const writeJson = (value: unknown) => write(JSON.stringify(value, null, 2));
  return {
    isJson,
    object: (value) => (isJson ? writeJson(value) : write(fieldsOf(value))),
    table: (items, columns) => (isJson ? writeJson(items) : write(tableOf(items, columns))),
    line: (text, value) => write(isJson ? JSON.stringify(value) : text),
    say: (text) => process.stderr.write(`${text}\n`),
  };
}

/** Colours text on a terminal only, and never if `NO_COLOR` is set. */
export function paint(style: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string): string {
  const isPlain = !process.stdout.isTTY || Boolean(process.env.NO_COLOR);
  return isPlain ? text : styleText(style, text);
}

function tableOf<Item>(items: readonly Item[], columns: Columns<Item>): string {
  if (items.length === 0) return 'Nothing found.';
  const titles = Object.keys(columns);
  const rows = items.map((item) => Object.values(columns).map((column) => textOf(column(item))));
  const widths = titles.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => [...(row[at] ?? '')].length)),
  );
  const lineOf = (cells: string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [paint('bold', lineOf(titles)), ...rows.map(lineOf)].join('\n');
}

function fieldsOf(value: object): string {
  const fields = Object.entries(value).map(([name, one]) => [name, textOf(one)] as const);
  const width = Math.min(RESET_WIDTH, Math.max(...fields.map(([name]) => name.length)));
  return fields.map(([name, text]) => `${paint('dim', name.padEnd(width))}  ${text}`).join('\n');
}

/** A price and a size are one text; other objects are JSON. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (typeof value !== 'object') return String(value);
  const { priceValue, currencyCode, sizeValue, sizeUnit } = value as Record<string, unknown>;
  if (typeof priceValue === 'number') return `${priceValue.toFixed(2)} ${currencyCode}`;
  if (typeof sizeValue === 'number') return `${sizeValue} ${sizeUnit}`;
  return JSON.stringify(value);
}
