import { runCommandLine } from '../../src/commands/index.ts';
import { createCarriers, importedCarrier } from '../../src/connectivity/carriers/index.ts';
import { readConfig } from '../../src/platform/config/config.ts';

type Done = {
  applied: string[];
  distributed?: { byAccount: string[]; references: string[]; triggers: string[] };
};

/** Runs `gigastore migrate` on a database. Returns what it did; throws what it complained of. */
export async function migrateByCommand(
  url: string,
  option?: '--distribute',
  environment: Record<string, string> = {},
): Promise<Done> {
  const said: string[] = [];
  const complained: string[] = [];
  const args = ['migrate', '--json', ...(option ? [option] : [])];
  const code = await runCommandLine(args, {
    version: '1.2.3',
    readConfig: () => readConfig({ DATABASE_URL: url, ...environment }),
    carriers: createCarriers([], importedCarrier),
    now: () => new Date(),
    isTerminal: false,
    say: (text) => said.push(text),
    complain: (text) => complained.push(text),
  });
  if (code !== 0) throw new Error(complained.join('\n'));
  return JSON.parse(said.join('\n'));
}
