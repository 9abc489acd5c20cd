import type { Command } from 'commander';
import { askFor } from '../ask.ts';
import { clientOf } from '../context.ts';
import { keepSecret } from '../keychain.ts';
import { createPrinter } from '../print.ts';
import { readSettings, writeJson } from '../settings.ts';

type Options = { url?: string; clientId?: string; clientSecret?: string; profile?: string };

export function addLogin(program: Command): void {
  program
    .command('login')
    .description('keep the key of an account, under a name of yours')
    .option('--url <url>', 'the address of the store')
    .option('--client-id <id>', 'the client ID of an API key')
    .option('--client-secret <secret>', 'its secret; without it, you are asked')
    .addHelpText(
      'after',
      '\nExample:\n  gigastore login --profile live --url https://store.example',
    )
    .action(login);
  program
    .command('profiles')
    .description('list the logins that are kept')
    .action((_options, command: Command) => {
      const { current, profiles } = readSettings();
      const rows = Object.entries(profiles).map(([name, { url, clientId }]) => ({
        ...{ name, url, clientId },
        current: name === current,
      }));
      createPrinter(command.optsWithGlobals().json === true).table(rows, {
        name: ({ name }) => name,
        store: ({ url }) => url,
        key: ({ clientId }) => clientId,
        '': (row) => (row.current ? 'current' : ''),
      });
    });
}

async function login(_options: Options, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Options & { json?: boolean }>();
  const url = options.url ?? (await askFor('Address', { initial: 'http://127.0.0.1:3000' }));
  const clientId = options.clientId ?? (await askFor('Client ID'));
  const clientSecret = options.clientSecret ?? (await askFor('Secret', { isSecret: true }));
  const client = clientOf({ url, clientId, clientSecret });
  const { name } = await client.apiKeys.get(clientId);
  const isInKeychain = keepSecret({ url, clientId }, clientSecret);
  const profile = { url, clientId, ...(isInKeychain ? {} : { clientSecret }) };
  const current = options.profile ?? 'default';
  const { profiles } = readSettings();
  writeJson('settings.json', { current, profiles: { ...profiles, [current]: profile } });
  const secret = isInKeychain ? 'the keychain' : 'a file that only you can read';
  createPrinter(options.json === true).object({ profile: current, url, key: name, secret });
}
