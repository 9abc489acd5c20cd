import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { withClient } from '../context.ts';

type Period = { from?: string; to?: string; csv?: boolean };

export function addMoney(program: Command): void {
  program
    .command('credits')
    .description('show the balance')
    .action(withClient(async ({ client, print }) => print.object(await client.credits.get())));
  program
    .command('statement')
    .description('list what changed the balance')
    .option('--from <date>', 'at this time or later')
    .option('--to <date>', 'before this time; a date includes the whole day')
    .option('--csv', 'as CSV')
    .action(
      withClient(async ({ client, print }, { from, to, csv }: Period) => {
        if (csv) {
          const text = await client.credits.getStatement({ from, to }, { accept: 'text/csv' });
          process.stdout.write(text);
          return;
        }
        const statement = await client.credits.getStatement({ from, to });
        if (print.isJson) return print.object(statement);
        const { openingBalance, closingBalance } = statement;
        print.object({ openingBalance, closingBalance });
        print.table(statement.items, {
          at: ({ createdAt }) => createdAt,
          type: ({ type }) => type,
          amount: ({ amount }) => amount,
          balance: ({ balanceAfter }) => balanceAfter,
        });
      }),
    );
  const invoices = program.command('invoices').description('invoices and credit notes');
  invoices
    .command('list', { isDefault: true })
    .description('list them')
    .action(
      withClient(async ({ client, print }) => {
        print.table((await client.invoices.list()).items, {
          number: ({ number }) => number,
          issued: ({ issuedAt }) => issuedAt,
          total: ({ total }) => total,
          status: ({ status }) => status,
        });
      }),
    );
  invoices
    .command('download')
    .description('write the PDFs of these numbers, or of all, into a folder')
    .argument('[numbers...]', 'the numbers')
    .option('--to <folder>', 'where they are written', '.')
    .action(
      withClient(async ({ client, print }, numbers: string[], { to }: { to: string }) => {
        mkdirSync(to, { recursive: true });
        const wanted = [...numbers];
        if (wanted.length === 0) {
          for await (const { number } of client.invoices.list()) wanted.push(number);
        }
        for (const number of wanted) {
          const path = join(to, `${number}.pdf`);
          writeFileSync(path, await client.invoices.getPdf(number));
          print.line(path, { number, path });
        }
      }),
    );
}
