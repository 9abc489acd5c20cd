import { findUnreadableClients, listRadiusClients } from '../../connectivity/radius/index.ts';
import type { Encryption } from '../../kernel/encryption.ts';
import { DEFAULT_LOCALE, type Locale } from '../../kernel/locale.ts';
import { readMailBacklog } from '../../messaging/mail/index.ts';
import type { Config } from '../../platform/config/config.ts';
import { isLoopback } from '../../platform/config/environment.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { findUnreadableKeys } from '../../tenancy/accounts/index.ts';
import { readLastAudit } from '../operator/index.ts';
import { attention, type Check, type Finding, missing, ok, toCheck } from './check.ts';
import { checkContents, checkVersion } from './check-contents.ts';
import { GERMAN_REQUIREMENTS } from './requirement-words.ts';
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
  /** The language of the sentences; English, unless it is given. */
  locale?: Locale;
};

type Findings = Partial<Record<RequirementName, Finding>>;

/** Checks an installation whose database is reachable and migrated. */
export async function checkInstallation(installation: Installation): Promise<Check[]> {
  const { db, settings, locale = DEFAULT_LOCALE } = installation;
  const contents = await selectContents(db);
  const stock = await selectNamedCarriers(db);
  const findings = {
    ...checkSettings(settings),
    ...checkContents(contents, stock),
    database: settings.databaseUrl
      ? checkVersion(contents)
      : attention(
          'The embedded database is used; it has no standby.',
          'Die eingebettete Datenbank wird verwendet; sie hat keinen Ersatz.',
        ),
    migrations: ok('All migrations are applied.', 'Alle Migrationen sind angewendet.'),
    database_role: await checkDatabaseRole(db),
    secret_key: await checkSecretKey(installation),
    mail: await checkMail(installation),
    payments: checkPayments(settings, contents),
    audit: await checkAudit(db),
    radius: await checkRadius(installation),
  };
  return toChecks(findings, locale);
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
    findings[name as RequirementName] = missing(sentence, sentence);
  }
  return toChecks(findings, DEFAULT_LOCALE);
}

/** Returns whether nothing that the first live sale needs is missing or unknown. */
export function isReadyToSell(checks: readonly Check[]): boolean {
  return checks.every(({ state }) => state === 'ok' || state === 'attention');
}

const UNKNOWN: Finding = {
  state: 'unknown',
  detail: {
    en: 'Not checked, because of an earlier finding.',
    de: 'Nicht geprüft, wegen eines früheren Befunds.',
  },
};

function toChecks(findings: Findings, locale: Locale): Check[] {
  return Object.values(REQUIREMENTS).map((requirement) => {
    const words = locale === 'de' ? GERMAN_REQUIREMENTS[requirement.name] : {};
    return toCheck({ ...requirement, ...words }, findings[requirement.name] ?? UNKNOWN, locale);
  });
}

const NO_MAIL_SERVER = missing(
  'No mail server is configured.',
  'Es ist kein Mailserver eingerichtet.',
);
const NO_SECRET_KEY = missing(
  'GIGASTORE_SECRET_KEY is not set.',
  'GIGASTORE_SECRET_KEY ist nicht gesetzt.',
);

function checkSettings({ mode, publicUrl, smtp, secretKey }: Settings): Findings {
  const { protocol, hostname } = new URL(publicUrl);
  const isPublic = protocol === 'https:' && !isLoopback(hostname);
  return {
    environment: ok('The environment variables are valid.', 'Die Umgebungsvariablen sind gültig.'),
    live_mode:
      mode === 'live'
        ? ok('On.', 'Ein.')
        : missing('The store runs in sandbox mode.', 'Die Installation läuft im Sandbox-Modus.'),
    public_url: isPublic
      ? ok(`${publicUrl}.`, `${publicUrl}.`)
      : missing(
          `${publicUrl} is not a public address with https.`,
          `${publicUrl} ist keine öffentliche Adresse mit https.`,
        ),
    ...(smtp ? {} : { mail: NO_MAIL_SERVER }),
    ...(secretKey ? {} : { secret_key: NO_SECRET_KEY }),
  };
}

async function checkDatabaseRole(db: Queryable): Promise<Finding> {
  const { role, alterable } = await selectDatabaseRole(db);
  return alterable.length === 0
    ? ok(
        `The role ${role} can add to the books and not change them.`,
        `Die Rolle ${role} kann die Bücher ergänzen und nicht ändern.`,
      )
    : attention(
        `The role ${role} can change the books: ${alterable.join(', ')}.`,
        `Die Rolle ${role} kann die Bücher ändern: ${alterable.join(', ')}.`,
      );
}

async function checkSecretKey({ db, settings, encryption, now }: Installation): Promise<Finding> {
  if (!settings.secretKey || !encryption) return NO_SECRET_KEY;
  const [kid] = await findUnreadableKeys(db, { encryption, now });
  return kid === undefined
    ? ok(
        'It is set, and it decrypts the signing keys.',
        'Er ist gesetzt und entschlüsselt die Signaturschlüssel.',
      )
    : missing(
        `GIGASTORE_SECRET_KEY does not decrypt the signing key ${kid}.`,
        `GIGASTORE_SECRET_KEY entschlüsselt den Signaturschlüssel ${kid} nicht.`,
      );
}

async function checkMail({ db, settings }: Installation): Promise<Finding> {
  if (!settings.smtp) return NO_MAIL_SERVER;
  const backlog = await readMailBacklog(db);
  if (backlog && backlog.failed > 0) {
    return attention(
      `${backlog.failed} emails failed in the last day.`,
      `${backlog.failed} E-Mails sind am letzten Tag fehlgeschlagen.`,
    );
  }
  if (backlog && backlog.oldestSeconds > MAIL_WITHIN_SECONDS) {
    return attention(
      `${backlog.waiting} emails are waiting.`,
      `${backlog.waiting} E-Mails warten.`,
    );
  }
  return ok('A mail server is configured.', 'Ein Mailserver ist eingerichtet.');
}

function checkPayments({ stripe, mode }: Settings, { hasIban }: Contents): Finding {
  const isTestKey = stripe !== undefined && /^(sk|rk)_test_/.test(stripe.secretKey);
  if (mode === 'live' && isTestKey) {
    return missing(
      'The Stripe keys are test keys.',
      'Die Schlüssel von Stripe sind Testschlüssel.',
    );
  }
  const ways = [...(stripe ? ['cards'] : []), ...(hasIban ? ['bank transfers'] : [])];
  const germanWays = [...(stripe ? ['mit Karten'] : []), ...(hasIban ? ['per Überweisung'] : [])];
  return ways.length > 0
    ? ok(
        `Resellers can pay by ${ways.join(' and ')}.`,
        `Reseller können ${germanWays.join(' und ')} zahlen.`,
      )
    : missing(
        'Resellers can pay neither by card nor by bank transfer.',
        'Reseller können weder mit Karten noch per Überweisung zahlen.',
      );
}

async function checkRadius({ db, encryption, now }: Installation): Promise<Finding> {
  const clients = await listRadiusClients(db);
  if (clients.length === 0)
    return ok('No RADIUS client is set up.', 'Kein RADIUS-Client ist eingerichtet.');
  const unreadable = encryption ? await findUnreadableClients(db, encryption) : [];
  if (unreadable.length > 0) {
    const unread = unreadable.join(', ');
    return missing(
      `GIGASTORE_SECRET_KEY does not decrypt the secret of ${unread}.`,
      `GIGASTORE_SECRET_KEY entschlüsselt das Geheimnis von ${unread} nicht.`,
    );
  }
  const since = now.getTime() - RADIUS_WITHIN_MS;
  const silent = clients.filter(({ lastSeenAt }) => (lastSeenAt?.getTime() ?? 0) < since);
  if (silent.length === 0) {
    return ok(
      'Every RADIUS client sent packets in the last day.',
      'Jeder RADIUS-Client hat am letzten Tag Pakete gesendet.',
    );
  }
  const names = silent.map(({ name }) => name).join(', ');
  return attention(
    `No RADIUS packet came in the last day from ${names}.`,
    `Am letzten Tag kam kein RADIUS-Paket von ${names}.`,
  );
}

async function checkAudit(db: Queryable): Promise<Finding> {
  const audit = await readLastAudit(db);
  if (!audit) {
    return attention(
      'The books have not been audited yet.',
      'Die Bücher wurden noch nicht geprüft.',
    );
  }
  return audit.findings === 0
    ? ok('The last audit found nothing.', 'Die letzte Prüfung fand nichts.')
    : missing(
        `The last audit found ${audit.findings} errors in the books.`,
        `Die letzte Prüfung fand ${audit.findings} Fehler in den Büchern.`,
      );
}
