import { Command, CommanderError } from 'commander';
import { VERSION } from 'gigastore';
import { addCheck } from './commands/check.ts';
import { addCustomers } from './commands/customers.ts';
import { addEvents } from './commands/events.ts';
import { addInventory } from './commands/inventory.ts';
import { addListen } from './commands/listen.ts';
import { addLogin } from './commands/login.ts';
import { addMcp } from './commands/mcp.ts';
import { addMoney } from './commands/money.ts';
import { addProfiles } from './commands/profiles.ts';
import { addSandbox } from './commands/sandbox.ts';
import { addSell } from './commands/sell.ts';
import { addTickets } from './commands/tickets.ts';
import { addTrigger } from './commands/trigger.ts';
import { addCompletion } from './completion.ts';
import { explain } from './context.ts';
import { EXAMPLES } from './examples.ts';
import { EXIT } from './exit-codes.ts';

const HELP = `
Examples:
  gigastore login --url https://store.example
  gigastore sell --item 4f1eec1b-61dc-47df-91a6-0123456789ab --email ada@example.com
  gigastore listen --forward-to http://localhost:4242/hooks

Exit codes: 0 done · 1 refused by the store · 2 wrong usage · 3 no login · 4 no answer · 5 declined
GIGASTORE_URL, GIGASTORE_CLIENT_ID and GIGASTORE_CLIENT_SECRET are used instead of a login.`;

/** The commands that only look things up, and can be repeated. */
const LOOK_UPS = [
  ...['catalogue', 'inventory list', 'customers search', 'customers show', 'packages list'],
  ...['packages show', 'deliveries list', 'credits', 'statement', 'invoices list'],
  ...['tickets list', 'tickets show', 'clock show', 'check'],
];

/** Returns the commands that work with the API of a store. */
export function createProgram(): Command {
  const program = new Command('gigastore')
    .description('Sell mobile data from the command line.')
    .version(VERSION)
    .option('--profile <name>', 'the login to use')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .showHelpAfterError('(add --help for the options and an example)')
    .exitOverride();
  for (const add of [
    ...[addLogin, addProfiles, addCheck, addListen, addTrigger, addSandbox, addInventory],
    ...[addSell, addCustomers, addEvents, addMoney, addTickets, addMcp, addCompletion],
  ]) {
    add(program);
  }
  for (const path of LOOK_UPS) {
    findCommand(program, path).option('--watch', 'print it again every 2 seconds');
  }
  for (const [path, lines] of Object.entries(EXAMPLES)) {
    const title = lines.length > 1 ? 'Examples' : 'Example';
    const text = lines.map((line) => `  gigastore ${line}`).join('\n');
    findCommand(program, path).addHelpText('after', `\n${title}:\n${text}`);
  }
  return program;
}

function findCommand(program: Command, path: string): Command {
  return path.split(' ').reduce((at, name) => {
    const found = at.commands.find((one) => one.name() === name);
    if (!found) throw new Error(`There is no command ${path}.`);
    return found;
  }, program);
}

/** Runs a command. Returns its exit code. */
export async function runProgram(args: string[]): Promise<number> {
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const { message, exitCode } = explain(error);
    process.stderr.write(`${message}\n`);
    return exitCode;
  }
}
