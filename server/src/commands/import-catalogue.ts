import { readFile } from 'node:fs/promises';
import { type CatalogueImport, importCatalogue } from '../commerce/wholesale/index.ts';
import { decodeSheet } from '../kernel/spreadsheet.ts';
import type { Command, Outcome } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore import-catalogue` */
export const importCatalogueFile: Command = {
  about: `Creates and updates data plans or country sets from a CSV file: all of its lines, or none
when a line is wrong. Data plans have the columns id, name, size, size_unit, validity_days,
country_set, carrier, wholesale_price, cost and retired; country sets have code, name, countries
and retired. A plan is found by its id, otherwise by its name. An empty cell leaves the field as it
is.`,
  options: {
    file: { value: '<path>', help: 'The CSV file', isRequired: true },
    'dry-run': { help: 'Only show what would change' },
    'price-list': {
      value: '<id>',
      help: 'The price list of the wholesale prices; the default list unless given',
    },
  },
  async run({ config, text, optionalText, isOn, now }) {
    const csv = decodeSheet(await readBytes(text('file'))).text;
    const isDryRun = isOn('dry-run') ?? false;
    const priceListId = optionalText('price-list');
    return withStore(config, async ({ db }) =>
      describe(
        await db.transaction((tx) =>
          importCatalogue({ db: tx, now: now() }, { csv, isDryRun, priceListId }),
        ),
      ),
    );
  },
};

function describe({ isDryRun, unchanged, changes, errors }: CatalogueImport): Outcome {
  const json = { dryRun: isDryRun, unchanged, changes, errors };
  const isFailure = errors.length > 0;
  const lines = changes.map(({ line, action, name, target, fields }) => {
    const shown = fields.map(({ field, before, after }) => `${field} ${before ?? '–'} → ${after}`);
    return `  line ${line}: ${action} ${name || target}: ${shown.join(', ')}`;
  });
  const faults = errors.map(({ line, reason }) => `  line ${line}: ${reason}`);
  return { text: [summaryOf(), ...(isFailure ? faults : lines)].join('\n'), json, isFailure };

  function summaryOf(): string {
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
