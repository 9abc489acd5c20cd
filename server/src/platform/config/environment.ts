import { isIP } from 'node:net';
import { z } from 'zod';
import { isEmail } from '../../kernel/email.ts';
import { parseSecretKeys, type SecretKeys } from '../../kernel/encryption.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Returns whether only this machine reaches the host. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host.replace(/^\[|\]$/g, ''));
}

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

/** Simulators of suppliers speak plain HTTP on this machine. */
const supplierUrl = (name: string, preset: string) =>
  z
    .string()
    .refine((url) => isPublicUrl(url) && (url.startsWith('https:') || isLoopbackUrl(url)), {
      error: `${name} must be an https address, or an http address on this machine.`,
    })
    .transform((url) => url.replace(/\/+$/, ''))
    .default(preset);

export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Every variable, what it may be, and what it is when unset. */
export const schema = z.object({
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
  GIGASTORE_ESIM_ACCESS_CODE: z.string().optional(),
  GIGASTORE_ESIM_ACCESS_SECRET: z.string().optional(),
  GIGASTORE_ESIM_ACCESS_URL: supplierUrl('GIGASTORE_ESIM_ACCESS_URL', 'https://api.esimaccess.com'),
  GIGASTORE_ESIM_GO_KEY: z.string().optional(),
  GIGASTORE_ESIM_GO_URL: supplierUrl('GIGASTORE_ESIM_GO_URL', 'https://api.esim-go.com/v2.5'),
  GIGASTORE_ESIM_GO_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'GIGASTORE_ESIM_GO_CURRENCY must be a currency code such as USD.')
    .default('USD'),
  GIGASTORE_ESIM_GO_REFUNDS: switchedOn('GIGASTORE_ESIM_GO_REFUNDS', 'off'),
  GIGASTORE_AIRALO_CLIENT_ID: z.string().optional(),
  GIGASTORE_AIRALO_CLIENT_SECRET: z.string().optional(),
  GIGASTORE_AIRALO_URL: supplierUrl('GIGASTORE_AIRALO_URL', 'https://partners-api.airalo.com'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must start with postgres:// or postgresql://.')
    .optional(),
  DATABASE_OWNER_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      'DATABASE_OWNER_URL must start with postgres:// or postgresql://.',
    )
    .optional(),
  GIGASTORE_DATABASE_CONNECTIONS: count('GIGASTORE_DATABASE_CONNECTIONS', {
    from: 2,
    to: 1000,
    preset: 16,
  }),
  GIGASTORE_PREPARED_STATEMENTS: switchedOn('GIGASTORE_PREPARED_STATEMENTS', 'on'),
  GIGASTORE_SANDBOX_BEYOND_LOOPBACK: switchedOn('GIGASTORE_SANDBOX_BEYOND_LOOPBACK', 'off'),
  GIGASTORE_USAGE_FOLDER: z.string().optional(),
  GIGASTORE_RADIUS_HOST: z
    .string()
    .refine((text) => isIP(text) !== 0, 'GIGASTORE_RADIUS_HOST must be an IP address.')
    .default('127.0.0.1'),
  GIGASTORE_RADIUS_PORT: count('GIGASTORE_RADIUS_PORT', { from: 0, to: 65_535, preset: 1813 }),
  GIGASTORE_METRICS_PORT: count('GIGASTORE_METRICS_PORT', { from: 1, to: 65_535, preset: 0 }),
  GIGASTORE_METRICS_HOST: z.string().default('127.0.0.1'),
  GIGASTORE_METRICS_TOKEN: z
    .string()
    .min(16, 'GIGASTORE_METRICS_TOKEN must have at least 16 characters.')
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine(isPublicUrl, 'OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https address.')
    .optional(),
  OTEL_SERVICE_NAME: z.string().default('gigastore'),
  GIGASTORE_DRAIN_DELAY: count('GIGASTORE_DRAIN_DELAY', {
    from: 0,
    to: 300,
    preset: -1,
  }),
  GIGASTORE_IP_RETENTION_DAYS: count('GIGASTORE_IP_RETENTION_DAYS', {
    from: 1,
    to: 3650,
    preset: 180,
  }),
  // The least that `drop_expired_table` drops; ten years for what a tax office may ask for.
  GIGASTORE_EVENT_RETENTION_DAYS: count('GIGASTORE_EVENT_RETENTION_DAYS', {
    from: 90,
    to: 36_500,
    preset: 0,
  }),
  GIGASTORE_USAGE_RETENTION_DAYS: count('GIGASTORE_USAGE_RETENTION_DAYS', {
    from: 400,
    to: 36_500,
    preset: 0,
  }),
  GIGASTORE_AUDIT_RETENTION_DAYS: count('GIGASTORE_AUDIT_RETENTION_DAYS', {
    from: 3653,
    to: 36_500,
    preset: 0,
  }),
});

/** The environment after it was read. */
export type Read = z.output<typeof schema>;

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
  return isPublicUrl(text) && isLoopback(new URL(text).hostname);
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
