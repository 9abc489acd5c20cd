import type { Config } from './config.ts';
import { isLoopback, type Read } from './environment.ts';

/** What must be set together with what is set, one sentence for each variable. */
export function findMissing(config: Config, read: Read): string[] {
  return [
    ...(config.mode === 'live' ? missingForLive(config, read) : []),
    ...missingForMail(read),
    ...missingForStripe(read),
  ];
}

/** All three or none: without the last, nobody would hear of what was paid. */
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
