import type { Command } from 'commander';
import { EXIT, Failure } from '../exit-codes.ts';
import { deleteSecret } from '../keychain.ts';
import { createPrinter } from '../print.ts';
import { type Profile, readSettings, writeJson } from '../settings.ts';

export function addProfiles(program: Command): void {
  const profiles = program.command('profiles').description('the logins that are kept');
  profiles
    .command('list', { isDefault: true })
    .description('list them')
    .action((_, command: Command) => list(command.optsWithGlobals().json === true));
  profiles
    .command('use')
    .description('use this login from now on')
    .argument('<name>', 'the profile')
    .action((name: string) => {
      find(name);
      writeJson('settings.json', { ...readSettings(), current: name });
    });
  profiles
    .command('remove')
    .description('forget this login; the key stays until you revoke it')
    .argument('<name>', 'the profile')
    .action((name: string) => {
      deleteSecret(find(name));
      const { current, profiles: kept } = readSettings();
      const { [name]: _, ...others } = kept;
      writeJson('settings.json', { current, profiles: others });
    });
}

function find(name: string): Profile {
  const profile = readSettings().profiles[name];
  if (!profile) throw new Failure(`There is no profile “${name}”.`, EXIT.usage);
  return profile;
}

function list(isJson: boolean): void {
  const { current, profiles } = readSettings();
  const rows = Object.entries(profiles).map(([name, { url, clientId }]) => ({
    ...{ name, url, clientId },
    current: name === current,
  }));
  createPrinter(isJson).table(rows, {
    name: ({ name }) => name,
    store: ({ url }) => url,
    key: ({ clientId }) => clientId,
    '': (row) => (row.current ? 'current' : ''),
  });
}
