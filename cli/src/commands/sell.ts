import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { SaleBatch } from 'gigastore';
import { agree } from '../ask.ts';
import { type Context, withClient } from '../context.ts';
import { EXIT, Failure } from '../exit-codes.ts';

const POLL_MS = 300;
const BAR_WIDTH = 30;

type Options = {
  item?: string;
  csv?: string;
  out?: string;
  again?: string;
  email?: string;
  metatag?: string;
  mode?: 'NOW' | 'FIRST_USE' | 'ON_DEMAND';
  customer?: string;
  key?: string;
  yes?: boolean;
};

export function addSell(program: Command): void {
  program
    .command('sell')
    .description('sell a package, or a package for each line of a CSV file')
    .option('--item <id>', 'the inventory item')
    .option('--email <address>', "the new customer's email address")
    .option('--metatag <text>', 'your own reference')
    .option('--mode <mode>', 'NOW, FIRST_USE or ON_DEMAND')
    .option('--customer <uid>', 'sell to this customer instead of a new one')
    .option('--key <key>', 'an idempotency key, such as the number of an order')
    .option('--csv <file>', 'headings: inventoryItemId, customerEmail, metatag, quantity')
    .option('--out <file>', 'where the results are written, instead of the output')
    .option('--again <name>', 'sell a file that was sold before once more, under this name')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nExamples:\n  gigastore sell --item 4f1eec1b-61dc-47df-91a6-0123456789ab --email ada@example.com\n' +
        '  gigastore sell --csv orders.csv --out sold.csv\n\n' +
        'The same file is sold once: run the command again to go on after whatever stopped it.',
    )
    .action(withClient(sell));
}

async function sell(context: Context, options: Options): Promise<void> {
  if (options.csv) return sellFile(context, options.csv, options);
  if (!options.item) throw new Failure('Say --item or --csv.', EXIT.usage);
  const { client, print } = context;
  const { customer: customerUid, metatag, mode: activationMode } = options;
  const package_ = { inventoryItemId: options.item, metatag, activationMode };
  const keyed = options.key ? { idempotencyKey: options.key } : {};
  const sale = customerUid
    ? await client.customers.topUp({ ...package_, customerUid }, keyed)
    : await client.customers.register({ ...package_, customerEmail: options.email }, keyed);
  if (print.isJson) return print.object(sale);
  const { activatedItem, customer, esimProfile } = sale;
  print.object({
    package: activatedItem.uid,
    state: activatedItem.state,
    customer: customer.uid,
    price: activatedItem.purchasePrice,
    ...(esimProfile && {
      iccid: esimProfile.iccid,
      activationCode: esimProfile.activationCode,
      installation: esimProfile.installationUrl,
    }),
  });
}

/**
 * Sells a file as one batch, which the store sells exactly once. Its key is made of the file, so that
 * the command can be killed at any time: run again, it finds its batch and goes on.
 */
async function sellFile(context: Context, path: string, options: Options): Promise<void> {
  const { client, print } = context;
  const csv = readFileSync(path, 'utf8');
  const digest = createHash('sha256')
    .update(csv)
    .update(options.again ?? '')
    .digest('hex');
  const idempotencyKey = `csv-${digest}`;
  if (!options.yes) {
    const preview = await client.saleBatches.preview({ csv });
    for (const { line, field, message } of preview.faults ?? []) {
      print.say(`Line ${line}, ${field}: ${message}`);
    }
    if (preview.faults.length > 0) throw new Failure('Nothing was sold.');
    const { priceValue, currencyCode } = preview.totalPrice;
    const price = `${priceValue.toFixed(2)} ${currencyCode}`;
    await agree(`Sell ${preview.packages} packages for ${price}?`, options.yes);
  }
  const { id } = await client.saleBatches.create({ csv }, { idempotencyKey });
  const batch = await follow(context, id);
  const text = await client.saleBatches.listItems(id, {}, { accept: 'text/csv' });
  if (options.out) writeFileSync(options.out, text);
  else if (!print.isJson) process.stdout.write(text);
  if (print.isJson) print.object(batch);
  if (batch.failed > 0 || batch.state !== 'done') {
    const reason = batch.stoppedBy ? ` It was stopped by ${batch.stoppedBy}.` : '';
    throw new Failure(`${batch.sold} were sold and ${batch.failed} failed.${reason}`);
  }
  print.say(`${batch.sold} packages were sold.`);
}

/** Waits until the batch is done; one that was stopped before is resumed once. */
async function follow({ client, print }: Context, id: string): Promise<SaleBatch> {
  let isResumed = false;
  for (;;) {
    const batch = await client.saleBatches.get(id);
    showProgress(batch, print.isJson);
    if (batch.state === 'stopped' && !isResumed) {
      isResumed = true;
      await client.saleBatches.resume(id, {});
    } else if (batch.state === 'done' || batch.state === 'stopped') {
      if (process.stderr.isTTY && !print.isJson) process.stderr.write('\n');
      return batch;
    }
    await delay(POLL_MS);
  }
}

function showProgress({ sold, failed, packages }: SaleBatch, isJson: boolean): void {
  if (!process.stderr.isTTY || isJson) return;
  const done = Math.round((BAR_WIDTH * (sold + failed)) / Math.max(1, packages));
  const bar = '█'.repeat(done) + '░'.repeat(BAR_WIDTH - done);
  process.stderr.write(`\r${bar} ${sold + failed} of ${packages}`);
}
