import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Command, type Option, UsageError } from './command.ts';

const COMMON_OPTIONS: Record<string, Option> = {
  json: { help: 'Print one JSON object' },
  help: { help: 'Show this help' },
};

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Returns the options of a command line. Throws `UsageError` if one is unknown, missing or empty.
 */
export function readOptions(command: Command, args: string[]): Values {
  const options = allOptions(command);
  const values = parse(args, options);
  if (values.help) return values;
  for (const [name, { value, isRequired }] of Object.entries(options)) {
    if (isRequired && values[name] === undefined) throw new UsageError(`--${name} is required.`);
    if (value && values[name] === '') throw new UsageError(`--${name} must not be empty.`);
  }
  return values;
}

function parse(args: string[], options: Record<string, Option>): Values {
  const config: ParseArgsConfig = {
    args,
    allowNegative: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value }]) => [
        name,
        { type: value ? 'string' : 'boolean' },
      ]),
    ),
  };
  try {
    return parseArgs(config).values as Values;
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\.\s/);
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`);
  }
}

/** Returns the help text of one command. */
export function printHelp(name: string, command: Command): string {
  const options = Object.entries(allOptions(command));
  const usage = options.filter(([option]) => option !== 'help').map(toUsage);
  const width = Math.max(...options.map(([option, { value }]) => label(option, value).length));
  const lines = options.map(
    ([option, { value, help }]) => `  ${label(option, value).padEnd(width)}  ${help}`,
  );
  const parts = [`Usage: gigastore ${[name, ...usage].join(' ')}`, command.about];
  return [...parts, ['Options:', ...lines].join('\n')].join('\n\n');
}

function allOptions(command: Command): Record<string, Option> {
  return { ...command.options, ...COMMON_OPTIONS };
}

function toUsage([name, { value, isRequired }]: [string, Option]): string {
  return isRequired ? label(name, value) : `[${label(name, value)}]`;
}

function label(name: string, value: string | undefined): string {
  return value ? `--${name} ${value}` : `--${name}`;
}
