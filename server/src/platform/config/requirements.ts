import { isLoopback, type Read } from './environment.ts';
import type { Config } from './settings.ts';

/** Returns a sentence for each variable that must be set together with another and is not. */
export function findMissing(config: Config, read: Read): string[] {
  return [
    ...(config.mode === 'live' ? missingForLive(config, read) : []),
    ...(config.mode === 'live' ? weakForLive(config) : tooOpenForSandbox(config, read)),
    ...mistakesOfOwner(read),
    ...missingForMail(read),
    ...missingForStripe(read),
  ];
}

/** The role that serves is granted what it needs, so that it must be named and another one. */
function mistakesOfOwner({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl }: Read): string[] {
  if (!ownerUrl) return [];
  if (!url) return ['DATABASE_URL is required when DATABASE_OWNER_URL is set.'];
  const [role, owner] = [url, ownerUrl].map((each) => new URL(each).username);
  if (role && owner && role !== owner) return [];
  return ['DATABASE_URL and DATABASE_OWNER_URL must name different roles.'];
}

/** Stripe needs all three variables: without the last, no payment would be noticed. */
function missingForStripe(read: Read): string[] {
  const names = ['SECRET_KEY', 'PUBLISHABLE_KEY', 'WEBHOOK_SECRET'] as const;
  const missing = names.filter((name) => !read[`GIGASTORE_STRIPE_${name}`]);
  if (missing.length === 0 || missing.length === names.length) return [];
  return missing.map(
    (name) => `GIGASTORE_STRIPE_${name} is required when another of Stripe's keys is set.`,
  );
}

function missingForLive(config: Config, read: Read): string[] {
  const missing: string[] = [];
  if (!config.databaseUrl) {
    missing.push('DATABASE_URL is required when GIGASTORE_MODE is live.');
  }
  if (!config.secretKey) {
    missing.push('GIGASTORE_SECRET_KEY is required when GIGASTORE_MODE is live.');
  }
  if (!isLoopback(config.host) && !read.GIGASTORE_PUBLIC_URL) {
    missing.push(
      'GIGASTORE_PUBLIC_URL is required when GIGASTORE_MODE is live and HOST is not loopback.',
    );
  }
  if (!read.GIGASTORE_SMTP_URL) {
    missing.push('GIGASTORE_SMTP_URL is required when GIGASTORE_MODE is live.');
  }
  return missing;
}

function missingForMail(read: Read): string[] {
  if (read.GIGASTORE_MAIL_FROM) return [];
  if (read.GIGASTORE_MODE === 'live') {
    return ['GIGASTORE_MAIL_FROM is required when GIGASTORE_MODE is live.'];
  }
  return read.GIGASTORE_SMTP_URL
    ? ['GIGASTORE_MAIL_FROM is required when GIGASTORE_SMTP_URL is set.']
    : [];
}

const FEWEST_BYTES = 12;
const WIDEST_PREFIX = { v4: 8, v6: 16 };
/** The prefix of all IPv4 addresses within IPv6 (`::ffff:0:0/96`). */
const MAPPED_PREFIX = 96;
const MAPPED = /^::ffff:/i;

/** Returns a sentence for each setting that is well formed and too weak for live mode. */
function weakForLive({ publicUrl, trustedProxies, ...config }: Config): string[] {
  const weak: string[] = [];
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol !== 'https:' && !isLoopback(hostname)) {
    weak.push('GIGASTORE_PUBLIC_URL must start with https:// when GIGASTORE_MODE is live.');
  }
  const keys = [config.secretKey ?? [], ...config.olderSecretKeys].map((key) => new Set(key).size);
  // Of 32 random bytes about 30 differ.
  if (config.secretKey && keys.some((distinct) => distinct < FEWEST_BYTES)) {
    weak.push('GIGASTORE_SECRET_KEY must be random: make one with openssl rand -base64 32.');
  }
  if (trustedProxies.some(isWide)) {
    weak.push(
      'GIGASTORE_TRUSTED_PROXIES must name your proxies: anybody inside a network may claim any ' +
        'IP address.',
    );
  }
  return weak;
}

function isWide(network: string): boolean {
  const [address = '', prefix] = network.split('/', 2);
  if (prefix === undefined) return false;
  if (!address.includes(':')) return Number(prefix) < WIDEST_PREFIX.v4;
  const widest = MAPPED.test(address) ? MAPPED_PREFIX + WIDEST_PREFIX.v4 : WIDEST_PREFIX.v6;
  return Number(prefix) < widest;
}

/** The demonstration's passwords are public. */
function tooOpenForSandbox({ host }: Config, read: Read): string[] {
  if (isLoopback(host) || read.GIGASTORE_SANDBOX_BEYOND_LOOPBACK) return [];
  return [
    'HOST must be loopback in sandbox mode, whose passwords are public; set ' +
      'GIGASTORE_SANDBOX_BEYOND_LOOPBACK=on where only your own network reaches it.',
  ];
}
