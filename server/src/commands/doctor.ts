import {
  type Check,
  checkInstallation,
  checkWithoutDatabase,
  isReadyToSell,
} from '../backoffice/doctor/index.ts';
import { createEncryption } from '../kernel/encryption.ts';
import { Refusal } from '../kernel/refusal.ts';
import { type Config, ConfigError } from '../platform/config/config.ts';
import { embeddedUrl } from '../platform/embedded-postgres/index.ts';
import type { Call, Command, Outcome } from './command.ts';
import { withDatabase } from './open-store.ts';
import { findPending } from './prepare-store.ts';

const LABELS: Readonly<Record<Check['state'], string>> = {
  ok: 'ok       ',
  missing: 'MISSING  ',
  attention: 'attention',
  unknown: 'unknown  ',
};

const NO_DATABASE = 'DATABASE_URL is not set, and no embedded database is running.';

/** `gigastore doctor` */
export const doctor: Command = {
  about: `Lists what the first live sale still needs, in the order in which it is best completed,
with the way to complete it. Exits with 0 if nothing is missing and with 1 otherwise; findings that
only need attention do not count. Changes nothing and prints no secrets. Operators read the same
list at GET /operator/doctor.`,
  options: {},
  async run(call) {
    const checks = await check(call);
    const isReady = isReadyToSell(checks);
    return { ...describe(checks), isFailure: !isReady, json: { ready: isReady, items: checks } };
  },
};

async function check(call: Call): Promise<Check[]> {
  let config: Config;
  try {
    config = call.config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return checkWithoutDatabase(undefined, { environment: error.mistakes.join(' ') });
  }
  try {
    return await checkDatabase(config, call.now);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return checkWithoutDatabase(config, { database: error.message });
  }
}

async function checkDatabase(config: Config, now: () => Date): Promise<Check[]> {
  if (!config.databaseUrl && !(await embeddedUrl(config.home))) {
    return checkWithoutDatabase(config, { database: NO_DATABASE });
  }
  return withDatabase(config, async ({ db }) => {
    const migrations = await findPending(db);
    if (migrations) return checkWithoutDatabase(config, { migrations });
    const { secretKey, olderSecretKeys } = config;
    const encryption = secretKey && createEncryption([secretKey, ...olderSecretKeys]);
    return checkInstallation({ db, settings: config, encryption, now: now() });
  });
}

function describe(checks: readonly Check[]): Pick<Outcome, 'text'> {
  const lines = checks.flatMap(({ state, title, detail, remedy }) => [
    `${LABELS[state]}  ${title}: ${detail}`,
    ...(remedy === null || state === 'unknown' ? [] : [`           ${remedy}`]),
  ]);
  const open = checks.filter(({ state }) => state === 'missing').length;
  const last = isReadyToSell(checks)
    ? 'Nothing is missing: this store can sell.'
    : `${open} of ${checks.length} requirements are missing.`;
  return { text: [...lines, '', last].join('\n') };
}
