import { BadProfileFile } from '../connectivity/carriers/index.ts';
import { type Config, ConfigError } from '../platform/config/config.ts';
import { type Call, type Command, type Outcome, UsageError } from './command.ts';
import { printHelp, readOptions, type Values } from './command-line.ts';

export { SHARED_TABLES } from './shared-tables.ts';

/** The process in which a command runs, as `main.ts` passes it. */
export type Surroundings = Pick<Call, 'carriers' | 'now' | 'isTerminal' | 'say'> & {
  readConfig(): Config;
  complain(text: string): void;
  version: string;
};

type Entry = { summary: string; load: () => Promise<Command> };

/** Loaded one at a time: a short command does not load the server. */
const COMMANDS: Readonly<Record<string, Entry>> = {
  serve: {
    summary: 'Run the store',
    load: async () => (await import('./serve.ts')).serve,
  },
  worker: {
    summary: 'Run the background jobs alone',
    load: async () => (await import('./worker.ts')).worker,
  },
  migrate: {
    summary: 'Bring the database to this version',
    load: async () => (await import('./migrate.ts')).migrateStore,
  },
  seed: {
    summary: 'Create the demonstration data (sandbox mode only)',
    load: async () => (await import('./seed.ts')).seed,
  },
  'create-organization': {
    summary: 'Create a reseller',
    load: async () => (await import('./create-organization.ts')).createOrganizationCommand,
  },
  'create-operator': {
    summary: 'Create a person who runs the platform',
    load: async () => (await import('./create-operator.ts')).createOperatorCommand,
  },
  'create-key': {
    summary: 'Create an API key for an account',
    load: async () => (await import('./create-key.ts')).createKey,
  },
  'create-carrier-key': {
    summary: 'Create a key with which a carrier reports usage',
    load: async () => (await import('./create-carrier-key.ts')).createCarrierKeyCommand,
  },
  radius: {
    summary: 'Receive usage by RADIUS accounting',
    load: async () => (await import('./radius.ts')).radius,
  },
  'create-radius-client': {
    summary: 'Let machines of a carrier send RADIUS accounting',
    load: async () => (await import('./radius-clients.ts')).createRadiusClientCommand,
  },
  'list-radius-clients': {
    summary: 'List the RADIUS clients',
    load: async () => (await import('./radius-clients.ts')).listRadiusClientsCommand,
  },
  'rotate-radius-secret': {
    summary: 'Replace the secret of a RADIUS client',
    load: async () => (await import('./radius-clients.ts')).rotateRadiusSecretCommand,
  },
  'delete-radius-client': {
    summary: 'Delete a RADIUS client',
    load: async () => (await import('./radius-clients.ts')).deleteRadiusClientCommand,
  },
  backup: {
    summary: 'Copy the embedded database while the store runs',
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    summary: 'Create the embedded database from a backup',
    load: async () => (await import('./backup.ts')).restore,
  },
  'list-carrier-keys': {
    summary: 'List the keys of carriers',
    load: async () => (await import('./carrier-keys.ts')).listCarrierKeysCommand,
  },
  'revoke-carrier-key': {
    summary: "Revoke a carrier's key",
    load: async () => (await import('./carrier-keys.ts')).revokeCarrierKeyCommand,
  },
  'rotate-signing-key': {
    summary: 'Replace the key that signs access tokens',
    load: async () => (await import('./rotate-signing-key.ts')).rotateKey,
  },
  'reset-second-factor': {
    summary: 'Remove the second factor of a person who lost it',
    load: async () => (await import('./reset-second-factor.ts')).resetSecondFactorCommand,
  },
  reencrypt: {
    summary: 'Encrypt every secret again with the newest secret key',
    load: async () => (await import('./reencrypt.ts')).reencrypt,
  },
  archive: {
    summary: 'Copy the books, the audit log and usage of past months to files',
    load: async () => (await import('./archive.ts')).archive,
  },
  'verify-archive': {
    summary: 'Check the files of an archive',
    load: async () => (await import('./archive.ts')).verifyArchiveCommand,
  },
  'read-archive': {
    summary: 'Print the rows of an archive',
    load: async () => (await import('./archive.ts')).readArchiveCommand,
  },
  'import-profiles': {
    summary: "Add eSIM profiles from a file to a carrier's stock",
    load: async () => (await import('./import-profiles.ts')).importProfilesCommand,
  },
  'import-usage-file': {
    summary: "Charge a file with the usage of a carrier's eSIMs",
    load: async () => (await import('./import-usage-file.ts')).importUsageFileCommand,
  },
  'import-catalogue': {
    summary: 'Create and update data plans or country sets from a file',
    load: async () => (await import('./import-catalogue.ts')).importCatalogueCommand,
  },
  doctor: {
    summary: 'List what the first live sale still needs',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  audit: {
    summary: 'Recompute all balances from the transfers',
    load: async () => (await import('./audit.ts')).audit,
  },
};

const FAILED = 1;
const MISUSED = 2;

/** Runs the command that the arguments name. Returns the exit code. */
export async function runCommandLine(args: string[], around: Surroundings): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '--version') {
    around.say(around.version);
    return 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry) return runCommand(name, { command: await entry.load(), args: rest }, around);
  if (name === '--help' || name === 'help') {
    around.say(overview());
    return 0;
  }
  const mistake = name === '' ? 'Which command?' : `There is no command "${name}".`;
  around.complain(`${mistake}\n\n${overview()}`);
  return MISUSED;
}

async function runCommand(
  name: string,
  { command, args }: { command: Command; args: string[] },
  around: Surroundings,
): Promise<number> {
  let values: Values = { json: args.includes('--json') };
  try {
    values = readOptions(command, args);
    if (values.help) {
      around.say(printHelp(name, command));
      return 0;
    }
    const outcome = await command.run(toCall(values, around));
    if (outcome) around.say(values.json ? JSON.stringify(outcome.json) : outcome.text);
    return outcome?.isFailure ? FAILED : 0;
  } catch (error) {
    const failure = describeFailure(error);
    if (values.json) around.say(JSON.stringify(failure.json));
    around.complain(`gigastore ${name}: ${failure.text}`);
    return error instanceof UsageError ? MISUSED : FAILED;
  }
}

function toCall(values: Values, around: Surroundings): Call {
  const { carriers, now, isTerminal, say } = around;
  const optionalText = (option: string) => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    get config() {
      return around.readConfig();
    },
    text: (option) => optionalText(option) ?? '',
    optionalText,
    isOn: (option) => (typeof values[option] === 'boolean' ? values[option] : undefined),
    carriers,
    now,
    isTerminal,
    say,
  };
}

function describeFailure(error: unknown): Outcome {
  if (error instanceof ConfigError) {
    return { text: error.mistakes.join(' '), json: { error: error.mistakes.join(' ') } };
  }
  const text = toSentence(error);
  if (!(error instanceof BadProfileFile)) return { text, json: { error: text } };
  const { badLines, badLineCount } = error;
  const lines = badLines.map(({ line, reason }) => `  line ${line}: ${reason}`);
  const more = badLineCount - badLines.length;
  if (more > 0) lines.push(`  … and ${more} more`);
  return { text: [text, ...lines].join('\n'), json: { error: text, badLines, badLineCount } };
}

/** A programming error is printed with its stack. */
function toSentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isBug = error instanceof TypeError || error instanceof RangeError;
  const sentence = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  return isBug ? (error.stack ?? sentence) : sentence;
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`,
  );
  return ['Usage: gigastore <command> [options]', '', 'Commands:', ...lines, '', HINT].join('\n');
}

const HINT = 'Run gigastore <command> --help for the options of a command.';
