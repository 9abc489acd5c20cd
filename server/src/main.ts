import { runCommandLine } from './commands/index.ts';
import { createCarriers, importedCarrier, sandboxCarrier } from './connectivity/carriers/index.ts';
import { readConfig } from './platform/config/config.ts';
import { VERSION } from './platform/config/version.ts';

/** What is still open a moment after the command has ended is not waited for. */
const LINGER_MS = 1_000;

process.exitCode = await runCommandLine(process.argv.slice(2), {
  version: VERSION,
  readConfig,
  // The carriers with an implementation of their own; plans of other carriers are sold from
  // imported profiles.
  carriers: createCarriers([sandboxCarrier()], importedCarrier),
  now: () => new Date(),
  isTerminal: process.stdout.isTTY === true,
  say: (text) => console.log(text),
  complain: (text) => console.error(text),
});

setTimeout(() => process.exit(), LINGER_MS).unref();
