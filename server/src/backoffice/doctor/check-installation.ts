import { findUnreadableClients, listRadiusClients } from '../../connectivity/radius/index.ts';
import type { Encryption } from '../../kernel/encryption.ts';
import { readMailBacklog } from '../../messaging/mail/index.ts';
import type { Config } from '../../platform/config/config.ts';
import { isLoopback } from '../../platform/config/environment.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { findUnreadableKeys } from '../../tenancy/accounts/index.ts';
import { readLastAudit } from '../operator/index.ts';
import { attention, type Check, type Finding, missing, ok, toCheck } from './check.ts';
import { checkContents, checkVersion } from './check-contents.ts';
import { REQUIREMENTS, type RequirementName } from './requirements.ts';
import { type Contents, selectContents, selectDatabaseRole, selectNamedCarriers } from './store.ts';

const MAIL_WITHIN_SECONDS = 900;
const RADIUS_WITHIN_MS = 86_400_000;

/** The settings that the checks read. They contain secrets, and no check repeats one. */
export type Settings = Pick<
  Config,
  'mode' | 'publicUrl' | 'databaseUrl' | 'secretKey' | 'smtp' | 'stripe'
>;

export type Installation = {
  settings: Settings;
  db: Queryable;
  /** Undefined if no secret key is set. */
  encryption: Encryption | undefined;
  now: Date;
};

type Findings = Partial<Record<RequirementName, Finding>>;

/** Checks an installation whose database is reachable and migrated. */
export async function checkInstallation(installation: Installation): Promise<Check[]> {
  const { db, settings } = installation;
  const contents = await selectContents(db);
  const stock = await selectNamedCarriers(db);
  return toChecks({
    ...checkSettings(settings),
    ...checkContents(contents, stock),
    database: settings.databaseUrl
      ? checkVersion(contents)
      : attention('The embedded database is used; it has no standby.'),
    migrations: ok('All migrations are applied.'),
    database_role: await checkDatabaseRole(db),
    secret_key: await checkSecretKey(installation),
    mail: await checkMail(installation),
    payments: checkPayments(settings, contents),
    audit: await checkAudit(db),
    radius: await checkRadius(installation),
  });
}

/**
 * Returns the checks that are possible while the database cannot be read; `stopped` is the reason.
 */
export function checkWithoutDatabase(
  settings: Settings | undefined,
  stopped: Partial<Record<'environment' | 'database' | 'migrations', string>>,
): Check[] {
  const findings: Findings = settings ? checkSettings(settings) : {};
  for (const [name, sentence] of Object.entries(stopped)) {
    findings[name as RequirementName] = missing(sentence);
  }
  return toChecks(findings);
}

/** Returns whether nothing that the first live sale needs is missing or unknown. */
export function isReadyToSell(checks: readonly Check[]): boolean {
  return checks.every(({ state }) => state === 'ok' || state === 'attention');
}

function toChecks(findings: Findings): Check[] {
  return Object.values(REQUIREMENTS).map((requirement) =>
    toCheck(
      requirement,
      findings[requirement.name] ?? {
        state: 'unknown',
        detail: 'Not checked, because of an earlier finding.',
      },
    ),
  );
}

function checkSettings({ mode, publicUrl, smtp, secretKey }: Settings): Findings {
  const { protocol, hostname } = new URL(publicUrl);
  const isPublic = protocol === 'https:' && !isLoopback(hostname);
  return {
    environment: ok('The environment variables are valid.'),
    live_mode: mode === 'live' ? ok('On.') : missing('The store runs in sandbox mode.'),
    public_url: isPublic
      ? ok(`${publicUrl}.`)
      : missing(`${publicUrl} is not a public address with https.`),
    ...(smtp ? {} : { mail: missing('No mail server is configured.') }),
    ...(secretKey ? {} : { secret_key: missing('GIGASTORE_SECRET_KEY is not set.') }),
  };
}

async function checkDatabaseRole(db: Queryable): Promise<Finding> {
  const { role, alterable } = await selectDatabaseRole(db);
  return alterable.length === 0
    ? ok(`The role ${role} can add to the books and not change them.`)
    : attention(`The role ${role} can change the books: ${alterable.join(', ')}.`);
}

async function checkSecretKey({ db, settings, encryption, now }: Installation): Promise<Finding> {
  if (!settings.secretKey || !encryption) return missing('GIGASTORE_SECRET_KEY is not set.');
  const [kid] = await findUnreadableKeys(db, { encryption, now });
  return kid === undefined
    ? ok('It is set, and it decrypts the signing keys.')
    : missing(`GIGASTORE_SECRET_KEY does not decrypt the signing key ${kid}.`);
}

async function checkMail({ db, settings }: Installation): Promise<Finding> {
  if (!settings.smtp) return missing('No mail server is configured.');
  const backlog = await readMailBacklog(db);
  if (backlog && backlog.failed > 0) {
    return attention(`${backlog.failed} emails failed in the last day.`);
  }
  if (backlog && backlog.oldestSeconds > MAIL_WITHIN_SECONDS) {
    return attention(`${backlog.waiting} emails are waiting.`);
  }
  return ok('A mail server is configured.');
}

function checkPayments({ stripe, mode }: Settings, { hasIban }: Contents): Finding {
  const isTestKey = stripe !== undefined && /^(sk|rk)_test_/.test(stripe.secretKey);
  if (mode === 'live' && isTestKey) return missing('The Stripe keys are test keys.');
  const ways = [...(stripe ? ['cards'] : []), ...(hasIban ? ['bank transfers'] : [])];
  return ways.length > 0
    ? ok(`Resellers can pay by ${ways.join(' and ')}.`)
    : missing('Resellers can pay neither by card nor by bank transfer.');
}

async function checkRadius({ db, encryption, now }: Installation): Promise<Finding> {
  const clients = await listRadiusClients(db);
  if (clients.length === 0) return ok('No RADIUS client is set up.');
  const unreadable = encryption ? await findUnreadableClients(db, encryption) : [];
  if (unreadable.length > 0) {
    return missing(`GIGASTORE_SECRET_KEY does not decrypt the secret of ${unreadable.join(', ')}.`);
  }
  const since = now.getTime() - RADIUS_WITHIN_MS;
  const silent = clients.filter(({ lastSeenAt }) => (lastSeenAt?.getTime() ?? 0) < since);
  if (silent.length === 0) return ok('Every RADIUS client sent packets in the last day.');
  const names = silent.map(({ name }) => name).join(', ');
  return attention(`No RADIUS packet came in the last day from ${names}.`);
}

async function checkAudit(db: Queryable): Promise<Finding> {
  const audit = await readLastAudit(db);
  if (!audit) return attention('The books have not been audited yet.');
  return audit.findings === 0
    ? ok('The last audit found nothing.')
    : missing(`The last audit found ${audit.findings} errors in the books.`);
}
