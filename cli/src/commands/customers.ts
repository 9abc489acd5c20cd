import type { Command } from 'commander';
import { formatBytes, type ListedPackage, toMinor } from 'gigastore';
import { agree } from '../ask.ts';
import { type Context, withClient } from '../context.ts';
import { Failure } from '../exit-codes.ts';
import type { Columns } from '../print.ts';

const PACKAGES: Columns<
  Pick<ListedPackage, 'uid' | 'state' | 'balance' | 'purchasePrice' | 'salesDate' | 'metatag'>
> = {
  uid: ({ uid }) => uid,
  sold: ({ salesDate }) => salesDate,
  name: ({ balance }) => balance.name,
  state: ({ state }) => state,
  left: ({ balance }) => formatBytes(balance.availableBytes),
  cost: ({ purchasePrice }) => purchasePrice,
  metatag: ({ metatag }) => metatag,
};

type Search = { limit: string; state?: ListedPackage['state']; query?: string };

export function addCustomers(program: Command): void {
  const customers = program.command('customers').description('the travellers who bought from you');
  customers
    .command('search')
    .description('find customers by a part of an email address, metatag, ICCID or IMSI')
    .argument('[text]', 'at least 3 characters')
    .option('--limit <count>', 'how many', '20')
    .action(
      withClient(async ({ client, print }, q: string | undefined, { limit }: Search) => {
        const page = await client.customers.listSummaries({ q, limit: Number(limit) });
        print.table(page.items, {
          uid: ({ uid }) => uid,
          email: ({ email }) => email,
          packages: ({ activatedItemCount }) => activatedItemCount,
          left: ({ totalAvailableBytes }) => formatBytes(totalAvailableBytes),
          since: ({ createdAt }) => createdAt,
        });
      }),
    );
  customers
    .command('show')
    .description('show a customer with packages and eSIMs')
    .argument('<uid>', 'the customer')
    .action(withClient(showCustomer));
  const packages = program.command('packages').description('what was sold');
  packages
    .command('list', { isDefault: true })
    .description('list packages, the newest first')
    .option('--state <state>', 'PENDING, WAITING, ACTIVE, DEPLETED, EXPIRED, REFUNDED or FAILED')
    .option('--query <text>', 'a part of an email address, metatag, ICCID or IMSI')
    .option('--limit <count>', 'how many', '20')
    .action(
      withClient(async ({ client, print }, { state, query, limit }: Search) => {
        const page = await client.packages.list({ state, q: query, limit: Number(limit) });
        print.table(page.items, PACKAGES);
      }),
    );
  packages
    .command('show')
    .description('show a package')
    .argument('<uid>', 'the package')
    .action(
      withClient(async ({ client, print }, uid: string) => {
        print.object((await client.packages.get(uid)).activatedItem);
      }),
    );
  program
    .command('refund')
    .description('refund a package that was not used: the credits return')
    .argument('<uid>', 'the package')
    .option('--reason <text>', 'why, for your own records')
    .option('--yes', 'do not ask')
    .action(withClient(refund));
}

async function showCustomer({ client, print }: Context, uid: string): Promise<void> {
  const entry = await client.customers.get(uid);
  if (print.isJson) return print.object(entry);
  const { email, countryOfResidence, createdAt } = entry.customer;
  print.object({ uid, email, countryOfResidence, createdAt, left: entry.totalAvailableBalance });
  print.table(entry.activatedItems, PACKAGES);
  print.table(entry.relatedEsims, {
    iccid: ({ iccid }) => iccid,
    state: ({ state }) => state,
    country: ({ currentCountry }) => currentCountry,
    activationCode: ({ activationCode }) => activationCode,
  });
}

type RefundOptions = { reason?: string; yes?: boolean };

async function refund(
  { client, print }: Context,
  ...[uid, { reason, yes }]: [string, RefundOptions]
): Promise<void> {
  const preview = await client.packages.getRefundPreview(uid);
  if (!preview.refundable) throw new Failure(`The package cannot be refunded: ${preview.code}.`);
  const amount = (toMinor(preview.amount) / 100).toFixed(2);
  await agree(`Refund ${amount} ${preview.amount.currencyCode}?`, yes);
  const { activatedItem } = await client.packages.refund(uid, { reason });
  print.object({ uid, status: activatedItem.status, amount: preview.amount });
}
