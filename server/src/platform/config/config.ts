import { isIP } from 'node:net';
import { z } from 'zod';
import { isEmail } from '../../kernel/email.ts';
import { parseSecretKeys, type SecretKeys } from '../../kernel/encryption.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
/** Listens on every interface, but is nobody's address. */
const EVERYWHERE = new Set(['0.0.0.0', '::']);

const switchedOn = (name: string, preset: 'on' | 'off') =>
  z
    .enum(['on', 'off'], `${name} must be on or off.`)
    .default(preset)
    .transform((word) => word === 'on');

const count = (name: string, { from, to, preset }: { from: number; to: number; preset: number }) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `${name} must be a whole number from ${from} to ${to}.`,
    })
    .transform(Number)
    .default(preset);

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const schema = z.object({
  PORT: count('PORT', { from: 0, to: 65_535, preset: 3000 }),
  HOST: z.string().default('127.0.0.1'),
  GIGASTORE_HOME: z.string().default('.gigastore'),
  GIGASTORE_MODE: z
    .enum(['sandbox', 'live'], 'GIGASTORE_MODE must be sandbox or live.')
    .default('sandbox'),
  GIGASTORE_PUBLIC_URL: z
    .string()
    .refine(isPublicUrl, 'GIGASTORE_PUBLIC_URL must be an http or https address without a query.')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  GIGASTORE_TRUSTED_PROXIES: z
    .string()
    .transform((list) => list.split(',').map((address) => address.trim()))
    .refine((list) => list.every(isNetwork), {
      error: 'GIGASTORE_TRUSTED_PROXIES must be IP addresses or networks (10.0.0.0/8) with commas.',
    })
    .default([]),
  GIGASTORE_RATE_LIMIT: switchedOn('GIGASTORE_RATE_LIMIT', 'on'),
  GIGASTORE_LOG_LEVEL: z
    .enum(LEVELS, `GIGASTORE_LOG_LEVEL must be one of ${LEVELS.join(', ')}.`)
    .default('info'),
  GIGASTORE_SECRET_KEY: z
    .string()
    .transform(toSecretKeys)
    .refine((keys) => keys !== undefined, {
      error: 'GIGASTORE_SECRET_KEY must be 32 bytes in base64 or in 64 hexadecimal digits.',
    })
    .optional(),
  GIGASTORE_SMTP_URL: z
    .string()
    .refine(isSmtpUrl, 'GIGASTORE_SMTP_URL must start with smtp:// or smtps:// and name a host.')
    .optional(),
  GIGASTORE_MAIL_FROM: z
    .string()
    .refine(isSender, 'GIGASTORE_MAIL_FROM must be an address, or Name <address>.')
    .optional(),
  GIGASTORE_VAT_CHECK_URL: z
    .string()
    .refine(
      isPublicUrl,
      'GIGASTORE_VAT_CHECK_URL must be an http or https address without a query.',
    )
    .optional(),
  GIGASTORE_STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_\w+$/, 'GIGASTORE_STRIPE_SECRET_KEY must start with sk_ or rk_.')
    .optional(),
  GIGASTORE_STRIPE_PUBLISHABLE_KEY: z
    .string()
    .regex(/^pk_\w+$/, 'GIGASTORE_STRIPE_PUBLISHABLE_KEY must start with pk_.')
    .optional(),
  GIGASTORE_STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\S+$/, 'GIGASTORE_STRIPE_WEBHOOK_SECRET must start with whsec_.')
    .optional(),
  GIGASTORE_STRIPE_API_URL: z
    .string()
    .refine(isLoopbackUrl, 'GIGASTORE_STRIPE_API_URL must be on this machine; it is for tests.')
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must start with postgres:// or postgresql://.')
    .optional(),
  GIGASTORE_DATABASE_CONNECTIONS: count('GIGASTORE_DATABASE_CONNECTIONS', {
    from: 2,
    to: 1000,
    preset: 16,
  }),
  GIGASTORE_PREPARED_STATEMENTS: switchedOn('GIGASTORE_PREPARED_STATEMENTS', 'on'),
  GIGASTORE_IP_RETENTION_DAYS: count('GIGASTORE_IP_RETENTION_DAYS', {
    from: 1,
    to: 3650,
    preset: 180,
  }),
});

export type Config = {
  port: number;
  host: string;
  /** Where the embedded database, generated secrets and the run's papers live. */
  home: string;
  mode: 'sandbox' | 'live';
  /** The address that clients use, without a trailing slash. */
  publicUrl: string;
  /** Proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: string[];
  isRateLimited: boolean;
  logLevel: (typeof LEVELS)[number];
  /** 32 bytes; undefined in sandbox mode until one is generated in `home`. */
  secretKey: Buffer | undefined;
  /** Keys that `secretKey` has replaced and that still open what they closed. */
  olderSecretKeys: Buffer[];
  /** Where mails are handed in, and from whom. Undefined in sandbox mode: they are kept instead. */
  smtp: { url: string; from: string } | undefined;
  /** Where a register answers whether a VAT id is in use. Undefined: nobody is asked. */
  vatCheckUrl: string | undefined;
  /** Undefined: real cards are not charged. */
  stripe:
    | {
        secretKey: string;
        publishableKey: string;
        webhookSecret: string;
        apiUrl: string | undefined;
      }
    | undefined;
  /** Undefined: the embedded database of `home`. */
  databaseUrl: string | undefined;
  databaseConnections: number;
  usesPreparedStatements: boolean;
  /** After so many days IP addresses are taken out of what is kept. */
  ipRetentionDays: number;
};

/** Everything that is wrong with the environment, one sentence for each mistake. */
export class ConfigError extends Error {
  readonly mistakes: string[];

  constructor(mistakes: string[]) {
    super(mistakes.join('\n'));
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}

/** The configuration of an environment; an empty variable counts as unset. Throws `ConfigError`. */
export function readConfig(environment: Environment = process.env): Config {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()]);
  const read = schema.safeParse(Object.fromEntries(trimmed.filter(([, value]) => value)));
  if (!read.success) throw new ConfigError(read.error.issues.map(({ message }) => message));
  const config = toConfig(read.data);
  const missing = [
    ...(config.mode === 'live' ? missingForLive(config, read.data) : []),
    ...missingForMail(read.data),
    ...missingForStripe(read.data),
  ];
  if (missing.length > 0) throw new ConfigError(missing);
  return config;
}

function toConfig(read: z.output<typeof schema>): Config {
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
    databaseUrl: read.DATABASE_URL,
    databaseConnections: read.GIGASTORE_DATABASE_CONNECTIONS,
    usesPreparedStatements: read.GIGASTORE_PREPARED_STATEMENTS,
    ipRetentionDays: read.GIGASTORE_IP_RETENTION_DAYS,
  };
}

function toSmtp({ GIGASTORE_SMTP_URL: url, GIGASTORE_MAIL_FROM: from }: z.output<typeof schema>) {
  return url && from ? { url, from } : undefined;
}

function toStripe(read: z.output<typeof schema>): Config['stripe'] {
  const {
    GIGASTORE_STRIPE_SECRET_KEY: secretKey,
    GIGASTORE_STRIPE_PUBLISHABLE_KEY: publishableKey,
    GIGASTORE_STRIPE_WEBHOOK_SECRET: webhookSecret,
    GIGASTORE_STRIPE_API_URL: apiUrl,
  } = read;
  if (!secretKey || !publishableKey || !webhookSecret) return undefined;
  return { secretKey, publishableKey, webhookSecret, apiUrl };
}

/** All three or none: without the last, nobody would hear of what was paid. */
function missingForStripe(read: z.output<typeof schema>): string[] {
  const names = ['SECRET_KEY', 'PUBLISHABLE_KEY', 'WEBHOOK_SECRET'] as const;
  const missing = names.filter((name) => !read[`GIGASTORE_STRIPE_${name}`]);
  if (missing.length === 0 || missing.length === names.length) return [];
  return missing.map(
    (name) => `GIGASTORE_STRIPE_${name} is required when another of Stripe's keys is set.`,
  );
}

function missingForLive(config: Config, read: z.output<typeof schema>): string[] {
  const missing: string[] = [];
  if (!config.databaseUrl) {
    missing.push('DATABASE_URL is required when GIGASTORE_MODE is live.');
  }
  if (!config.secretKey) {
    missing.push('GIGASTORE_SECRET_KEY is required when GIGASTORE_MODE is live.');
  }
  if (!LOOPBACK.has(config.host) && !read.GIGASTORE_PUBLIC_URL) {
    missing.push(
      'GIGASTORE_PUBLIC_URL is required when GIGASTORE_MODE is live and HOST is not loopback.',
    );
  }
  if (!read.GIGASTORE_SMTP_URL) {
    missing.push('GIGASTORE_SMTP_URL is required when GIGASTORE_MODE is live.');
  }
  return missing;
}

function missingForMail(read: z.output<typeof schema>): string[] {
  if (read.GIGASTORE_MAIL_FROM) return [];
  if (read.GIGASTORE_MODE === 'live') {
    return ['GIGASTORE_MAIL_FROM is required when GIGASTORE_MODE is live.'];
  }
  return read.GIGASTORE_SMTP_URL
    ? ['GIGASTORE_MAIL_FROM is required when GIGASTORE_SMTP_URL is set.']
    : [];
}

function isNetwork(text: string): boolean {
  const [address = '', prefix = '0'] = text.split('/', 2);
  return isIP(address) !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= 128;
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username } = new URL(text);
  return /^https?:$/.test(protocol) && search === '' && hash === '' && username === '';
}

function isLoopbackUrl(text: string): boolean {
  return isPublicUrl(text) && LOOPBACK.has(new URL(text).hostname.replace(/^\[|\]$/g, ''));
}

function isSmtpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^smtps?:$/.test(protocol) && hostname !== '';
}

function isSender(text: string): boolean {
  const [, name = '', address = text] = /^([^<>]*)<([^<>]+)>$/.exec(text) ?? [];
  return isEmail(address) && !/\p{Cc}/u.test(name);
}

function toSecretKeys(text: string): SecretKeys | undefined {
  try {
    return parseSecretKeys(text);
  } catch {
    return undefined;
  }
}
