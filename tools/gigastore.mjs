import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { followNpm } from './follow-npm.mjs';
import { dist, ensureBuilt, ensureClientsBuilt, ensureInstalled, root } from './setup.mjs';

/** The commands that use the API of a store; all others are commands of the server. */
const OF_CLIENTS = [
  ...['login', 'profiles', 'check', 'listen', 'simulate', 'clock', 'trigger', 'catalogue'],
  ...['inventory', 'sell', 'customers', 'packages', 'refund', 'events', 'deliveries', 'credits'],
  ...['statement', 'invoices', 'tickets', 'mcp', 'completion'],
];

followNpm();
await ensureInstalled();
const args = process.argv.slice(2);
const isOfClients = OF_CLIENTS.includes(args[0]);
await (isOfClients ? ensureClientsBuilt() : ensureBuilt());
const main = isOfClients ? join(root, 'cli/dist/main.js') : join(dist, 'main.js');
if (args.length === 0 || args[0] === '--help') {
  console.log(`Commands for the API of a store, each with --help: ${OF_CLIENTS.join(', ')}\n`);
}
process.argv = [process.execPath, main, ...args];
await import(pathToFileURL(main).href);
