import { readFile } from 'node:fs/promises';
import { type CatalogueImport, importCatalogue } from '../commerce/wholesale/index.ts';
import { decodeSheet } from '../kernel/spreadsheet.ts';
import type { Command, Outcome } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore import-catalogue` */
export const importCatalogueCommand: Command = {
  about: `Creates and updates data plans or country sets from a CSV file. If a line is wrong,
nothing is imported and every wrong line is listed. Data plans have the columns id, name, size,
size_unit, validity_days, country_set, carrier, wholesale_price, cost and retired; country sets
have code, name, countries and retired. An existing plan is found by its id, otherwise by its name.
An empty cell leaves the field unchanged.`,
  options: {
    file: { value: '<path>', help: 'The CSV file', isRequired: true },
    'dry-run': { help: 'Show the changes without importing' },
    'price-list': {
      value: '<id>',
      help: 'The price list for wholesale prices; the default list if omitted',
    },
  },
  async run({ config, text, optionalText, isOn, now }) {
    const csv = decodeSheet(await readBytes(text('file'))).text;
    const isDryRun = isOn('dry-run') ?? false;
    const priceListId = optionalText('price-list');
    return withStore(config, async ({ db }) =>
      toOutcome(
        await db.transaction((tx) =>
          importCatalogue({ db: tx, now: now() }, { csv, isDryRun, priceListId }),
        ),
      ),
    );
  },
};

function toOutcome({ isDryRun, unchanged, changes, errors }: CatalogueImport): Outcome {
  const json = { dryRun: isDryRun, unchanged, changes, errors };
  const isFailure = errors.length > 0;
  const lines = changes.map(({ line, action, name, target, fields }) => {
    const shown = fields.map(({ field, before, after }) => `${field} ${before ?? '–'} → ${after}`);
    return `  line ${line}: ${action} ${name || target}: ${shown.join(', ')}`;
  });
  const mistakes = errors.map(({ line, reason }) => `  line ${line}: ${reason}`);
  return { text: [summary(), ...(isFailure ? mistakes : lines)].join('\n'), json, isFailure };

  function summary(): string {
    if (isFailure) {
      const wrong = errors.length === 1 ? '1 line is' : `${errors.length} lines are`;
      return `Nothing was imported, because ${wrong} wrong:`;
    }
    const done = isDryRun ? 'would change' : 'changed';
    return `${count(changes.length, 'line')} ${done}, ${unchanged} unchanged.`;
  }
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${path} cannot be read (${code}).`);
  }
}
