import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type InventoryItem, parsePrice } from 'gigastore';
import { agree } from '../ask.ts';
import { withClient } from '../context.ts';
import { Failure } from '../exit-codes.ts';
import type { Columns } from '../print.ts';

const ITEMS: Columns<InventoryItem> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  works: ({ countrySet }) => countrySet,
  cost: ({ prices }) => prices[0],
  price: ({ retailPrices }) => retailPrices[0],
  active: ({ active }) => (active ? 'yes' : 'no'),
};

type Where = { country?: string; countrySet?: string; query?: string; limit?: string };

export function addInventory(program: Command): void {
  program
    .command('catalogue')
    .description('list the data plans that can be offered')
    .option('--query <text>', 'a part of the name')
    .option('--country <code>', 'plans that work in this country')
    .option('--country-set <set>', 'plans of this country set')
    .option('--limit <count>', 'how many', '50')
    .action(
      withClient(async ({ client, print }, { country, countrySet, query, limit }: Where) => {
        const where = { q: query, country, country_set: countrySet, limit: Number(limit) };
        print.table((await client.catalogue.list(where)).items, {
          product: ({ productId }) => productId,
          name: ({ name }) => name,
          works: ({ countrySetName }) => countrySetName,
          cost: ({ wholesalePrice }) => wholesalePrice,
          offered: ({ offered }) => (offered ? 'yes' : 'no'),
        });
      }),
    );
  const inventory = program.command('inventory').description('what you sell, and for how much');
  inventory
    .command('list')
    .description('list the items')
    .option('--country <code>', 'items that work in this country')
    .option('--country-set <set>', 'items of this country set')
    .action(
      withClient(async ({ client, print }, { country, countrySet }: Where) => {
        const { items } = await client.inventory.list({ country, country_set: countrySet });
        print.table(items, ITEMS);
      }),
    );
  inventory
    .command('price')
    .description('set the retail price of an item')
    .argument('<id>', 'the item')
    .argument('<price>', 'the price, such as 4.99')
    .action(
      withClient(async ({ client, print }, id: string, price: string) => {
        const item = await client.inventory.updateItem(id, { retailPrice: parsePrice(price) });
        print.table([item], ITEMS);
      }),
    );
  inventory
    .command('export')
    .description('print the inventory with its prices as CSV')
    .action(
      withClient(async ({ client }) => {
        process.stdout.write(await client.inventory.export());
      }),
    );
  inventory
    .command('import')
    .description('set prices from a CSV file that was exported')
    .argument('<file>', 'the file')
    .option('--yes', 'do not ask')
    .action(
      withClient(async ({ client, print }, file: string, { yes }: { yes?: boolean }) => {
        const csv = readFileSync(file, 'utf8');
        const { changes, errors, token } = await client.prices.import({ csv, dryRun: true });
        for (const { line, reason } of errors) print.say(`Line ${line}: ${reason}`);
        if (errors.length > 0) throw new Failure('No price was changed.');
        print.table(changes, {
          name: ({ name }) => name,
          old: ({ oldRetailPrice }) => oldRetailPrice,
          new: ({ newRetailPrice }) => newRetailPrice,
          warnings: ({ warnings }) => warnings.join(', '),
        });
        if (changes.length === 0) return;
        await agree(`Change ${changes.length} prices?`, yes);
        await client.prices.import({ csv, token, dryRun: false });
      }),
    );
}
