import type { Config } from '../platform/config/config.ts';
import { createLog, type Log } from '../platform/log/log.ts';
import type { Call, Command } from './command.ts';
import { watchLifetime } from './lifetime.ts';
import { printWelcome } from './print-welcome.ts';
import { startServing } from './start-serving.ts';

/** `gigastore serve` */
export const serve: Command = {
  about: `Runs the store until it is stopped. In sandbox mode (the default) everything is in this
one process: an embedded PostgreSQL unless DATABASE_URL is set, migrations, the demonstration, the
HTTP server and the background jobs. With GIGASTORE_MODE=live it serves only: run gigastore
migrate before it and gigastore worker beside it.

The environment: PORT, HOST, DATABASE_URL, GIGASTORE_HOME, GIGASTORE_MODE, GIGASTORE_PUBLIC_URL,
GIGASTORE_SECRET_KEY, GIGASTORE_LOG_LEVEL and others that the README lists. On a terminal, a store
in sandbox mode logs warnings only.`,
  options: {
    worker: { help: 'Run the background jobs too; --no-worker leaves them to gigastore worker' },
  },
  async run(call) {
    const { config } = call;
    const log = openLog(call);
    const lifetime = watchLifetime(log);
    const runsWorker = call.isOn('worker') ?? config.mode === 'sandbox';
    if (call.isTerminal) call.say('Starting the store …');
    const serving = await startServing({ ...call, log, lifetime, runsWorker });
    tell(call, log, serving.url);
    await lifetime.asked;
    log.info('Stopping');
    await serving.stop();
    log.info('Stopped');
    return undefined;
  },
};

/** A newcomer who tries things out reads a message and warnings, not a line for each request. */
function openLog({ config, isTerminal }: Call): Log {
  const isQuiet = isTerminal && config.mode === 'sandbox' && config.logLevel === 'info';
  return createLog(isQuiet ? 'warn' : config.logLevel);
}

function tell({ config, isTerminal, say }: Call, log: Log, url: string): void {
  if (isTerminal) say(printWelcome(config, url));
  else log.info({ ...addresses(config, url), mode: config.mode }, 'Gigastore is ready');
}

function addresses({ publicUrl }: Config, url: string) {
  return { url, publicUrl, docs: `${publicUrl}/docs` };
}
