import type { Config } from '../platform/config/config.ts';
import { createLog, type Log } from '../platform/log/log.ts';
import type { Call, Command } from './command.ts';
import { watchLifetime } from './lifetime.ts';
import { printWelcome } from './print-welcome.ts';
import { startServing } from './start-serving.ts';

/** `gigastore serve` */
export const serve: Command = {
  about: `Runs the store until it is stopped. In sandbox mode (the default) one process does
everything: it starts an embedded PostgreSQL unless DATABASE_URL is set, migrates, creates the
demonstration data, serves HTTP and runs the background jobs. With GIGASTORE_MODE=live it only
serves HTTP: run gigastore migrate before it and gigastore worker next to it.

Configured by environment variables: PORT, HOST, DATABASE_URL, GIGASTORE_HOME, GIGASTORE_MODE,
GIGASTORE_PUBLIC_URL, GIGASTORE_SECRET_KEY, GIGASTORE_LOG_LEVEL and others listed in the README. On
a terminal, a store in sandbox mode logs warnings only.`,
  options: {
    worker: { help: 'Run the background jobs in this process; the default in sandbox mode' },
  },
  async run(call) {
    const { config } = call;
    const log = openLog(call);
    const lifetime = watchLifetime(log);
    const runsWorker = call.isOn('worker') ?? config.mode === 'sandbox';
    if (call.isTerminal) call.say('Starting the store …');
    const serving = await startServing({ ...call, log, lifetime, runsWorker });
    announce(call, log, serving.url);
    await lifetime.stopRequested;
    log.info('server stopping');
    await serving.stop();
    log.info('server stopped');
    return undefined;
  },
};

/** On a terminal, a sandbox prints its welcome text and warnings, not a line for each request. */
function openLog({ config, isTerminal }: Call): Log {
  const isQuiet = isTerminal && config.mode === 'sandbox' && config.logLevel === 'info';
  return createLog(isQuiet ? 'warn' : config.logLevel);
}

function announce({ config, isTerminal, say }: Call, log: Log, url: string): void {
  if (isTerminal) say(printWelcome(config, url));
  else log.info({ ...addresses(config, url), mode: config.mode }, 'Gigastore is ready');
}

function addresses({ publicUrl }: Config, url: string) {
  return { url, publicUrl, docs: `${publicUrl}/docs` };
}
