import { type Command, Option } from 'commander';
import { isGigastoreError } from 'gigastore';
import { clockOf } from 'gigastore/sandbox';
import { askFor } from '../ask.ts';
import { clientOf } from '../context.ts';
import { logInByBrowser, type Mode } from '../device-login.ts';
import { keepSecret } from '../keychain.ts';
import { createPrinter } from '../print.ts';
import { readSettings, writeJson } from '../settings.ts';

type Options = {
  url?: string;
  mode?: Mode;
  clientId?: string;
  clientSecret?: string;
  browser: boolean;
  profile?: string;
  json?: boolean;
};
type Key = { clientId: string; clientSecret: string; name: string; mode: Mode };

export function addLogin(program: Command): void {
  program
    .command('login')
    .description('log in by the browser or by an API key, and keep the key under a name')
    .option('--url <url>', 'the address of the store')
    .addOption(new Option('--mode <mode>', 'the account').choices(['live', 'sandbox']))
    .option('--client-id <id>', 'log in by this API key instead of the browser')
    .option('--client-secret <secret>', 'its secret; without it, you are asked')
    .option('--no-browser', 'only print the address that is to be opened')
    .addHelpText(
      'after',
      '\nExamples:\n  gigastore login --url https://store.example --mode sandbox\n' +
        '  gigastore login --url https://store.example --client-id key_5f0c1e9a7b3d2468ace01357\n\n' +
        'The browser opens the portal. Sign in there, compare the code and choose what the key may\n' +
        'do. The login is kept as the profile live or sandbox, or under the name of --profile.',
    )
    .action((_, command: Command) => login(command.optsWithGlobals<Options>()));
}

async function login(options: Options): Promise<void> {
  const print = createPrinter(options.json === true);
  const { mode, browser } = options;
  const url = options.url ?? (await askFor('Address', { initial: 'http://127.0.0.1:3000' }));
  const opensBrowser = browser && process.stdout.isTTY === true;
  const key =
    options.clientId === undefined
      ? await logInByBrowser({ url, mode, opensBrowser, say: print.say })
      : await readKey(url, options.clientId, options.clientSecret);
  const { clientId, clientSecret, name } = key;
  const isInKeychain = keepSecret({ url, clientId }, clientSecret);
  const profile = { url, clientId, ...(isInKeychain ? {} : { clientSecret }) };
  const current = options.profile ?? key.mode;
  const { profiles } = readSettings();
  writeJson('settings.json', { current, profiles: { ...profiles, [current]: profile } });
  const secret = isInKeychain ? 'the keychain' : 'a file that only you can read';
  print.object({ profile: current, url, account: key.mode, key: name, secret });
}

/** Asks for missing values, and tests the key. */
async function readKey(url: string, clientId: string, given?: string): Promise<Key> {
  const clientSecret = given ?? (await askFor('Secret', { isSecret: true }));
  const client = clientOf({ url, clientId, clientSecret });
  const { name } = await client.apiKeys.get(clientId);
  const isLive = await clockOf(client)
    .now()
    .then(() => false)
    .catch((error) => isGigastoreError(error, 'sandbox_only') || Promise.reject(error));
  return { clientId, clientSecret, name, mode: isLive ? 'live' : 'sandbox' };
}
