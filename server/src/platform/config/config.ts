import type { Read } from './environment.ts';
import { schema } from './environment.ts';
import { findMissing } from './requirements.ts';
import type { Config } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const LIVE_DRAIN_DELAY_SECONDS = 5;
/** Listens on every interface, but is not an address that clients can use. */
const EVERYWHERE = new Set(['0.0.0.0', '::']);

export type { Config } from './settings.ts';

/** Everything that is wrong with the environment, one sentence for each mistake. */
export class ConfigError extends Error {
  readonly mistakes: string[];

  constructor(mistakes: string[]) {
    super(mistakes.join('\n'));
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}

/**
 * Returns the configuration of an environment; an empty variable counts as unset. Throws
 * `ConfigError`.
 */
export function readConfig(environment: Environment = process.env): Config {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()]);
  const read = schema.safeParse(Object.fromEntries(trimmed.filter(([, value]) => value)));
  if (!read.success) throw new ConfigError(read.error.issues.map(({ message }) => message));
  const config = toConfig(read.data);
  const missing = findMissing(config, read.data);
  if (missing.length > 0) throw new ConfigError(missing);
  return config;
}

function toConfig(read: Read): Config {
  const [secretKey, ...olderSecretKeys] = read.GIGASTORE_SECRET_KEY ?? [];
  const host = EVERYWHERE.has(read.HOST) ? '127.0.0.1' : read.HOST;
  const address = host.includes(':') ? `[${host}]` : host;
  return {
    port: read.PORT,
    host: read.HOST,
    home: read.GIGASTORE_HOME,
    mode: read.GIGASTORE_MODE,
    publicUrl: read.GIGASTORE_PUBLIC_URL ?? `http://${address}:${read.PORT}`,
    trustedProxies: read.GIGASTORE_TRUSTED_PROXIES,
    isRateLimited: read.GIGASTORE_RATE_LIMIT,
    logLevel: read.GIGASTORE_LOG_LEVEL,
    secretKey,
    olderSecretKeys,
    smtp: toSmtp(read),
    vatCheckUrl: read.GIGASTORE_VAT_CHECK_URL,
    stripe: toStripe(read),
    suppliers: toSuppliers(read),
    usageFolder: read.GIGASTORE_USAGE_FOLDER,
    radius: { host: read.GIGASTORE_RADIUS_HOST, port: read.GIGASTORE_RADIUS_PORT },
    databaseUrl: read.DATABASE_URL,
    databaseOwnerUrl: read.DATABASE_OWNER_URL,
    databaseConnections: read.GIGASTORE_DATABASE_CONNECTIONS,
    usesPreparedStatements: read.GIGASTORE_PREPARED_STATEMENTS,
    metricsPort: read.GIGASTORE_METRICS_PORT || undefined,
    metricsHost: read.GIGASTORE_METRICS_HOST,
    metricsToken: read.GIGASTORE_METRICS_TOKEN,
    traces: toTraces(read),
    drainDelayMs: 1_000 * drainDelaySeconds(read),
    ipRetentionDays: read.GIGASTORE_IP_RETENTION_DAYS,
    retention: {
      events: read.GIGASTORE_EVENT_RETENTION_DAYS || undefined,
      usage: read.GIGASTORE_USAGE_RETENTION_DAYS || undefined,
      audit: read.GIGASTORE_AUDIT_RETENTION_DAYS || undefined,
    },
  };
}

function toTraces(read: Read): Config['traces'] {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: serviceName } = read;
  return endpoint === undefined ? undefined : { endpoint, serviceName };
}

/** Two checks of a usual balancer; a sandbox has none before it. */
function drainDelaySeconds(read: Read): number {
  if (read.GIGASTORE_DRAIN_DELAY >= 0) return read.GIGASTORE_DRAIN_DELAY;
  return read.GIGASTORE_MODE === 'live' ? LIVE_DRAIN_DELAY_SECONDS : 0;
}

function toSmtp({ GIGASTORE_SMTP_URL: url, GIGASTORE_MAIL_FROM: from }: Read) {
  return url && from ? { url, from } : undefined;
}

function toStripe(read: Read): Config['stripe'] {
  const {
    GIGASTORE_STRIPE_SECRET_KEY: secretKey,
    GIGASTORE_STRIPE_PUBLISHABLE_KEY: publishableKey,
    GIGASTORE_STRIPE_WEBHOOK_SECRET: webhookSecret,
    GIGASTORE_STRIPE_API_URL: apiUrl,
  } = read;
  if (!secretKey || !publishableKey || !webhookSecret) return undefined;
  return { secretKey, publishableKey, webhookSecret, apiUrl };
}

function toSuppliers(read: Read): Config['suppliers'] {
  const {
    GIGASTORE_ESIM_ACCESS_CODE: accessCode,
    GIGASTORE_ESIM_ACCESS_SECRET: secretKey,
    GIGASTORE_ESIM_GO_KEY: apiKey,
    GIGASTORE_AIRALO_CLIENT_ID: clientId,
    GIGASTORE_AIRALO_CLIENT_SECRET: clientSecret,
  } = read;
  const esimAccess = accessCode && { accessCode, secretKey, url: read.GIGASTORE_ESIM_ACCESS_URL };
  const esimGo = apiKey && {
    apiKey,
    url: read.GIGASTORE_ESIM_GO_URL,
    currency: read.GIGASTORE_ESIM_GO_CURRENCY,
    hasRefunds: read.GIGASTORE_ESIM_GO_REFUNDS,
  };
  const airalo = clientId &&
    clientSecret && { clientId, clientSecret, url: read.GIGASTORE_AIRALO_URL };
  return {
    esimAccess: esimAccess || undefined,
    esimGo: esimGo || undefined,
    airalo: airalo || undefined,
  };
}
