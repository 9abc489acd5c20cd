import type { LEVELS } from './environment.ts';

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
  /** The mail server and the sender. Undefined in sandbox mode, where mails are kept instead. */
  smtp: { url: string; from: string } | undefined;
  /** The URL of the register of VAT IDs. Undefined: VAT IDs are not looked up. */
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
  /** The suppliers that plans can be ordered from; undefined without credentials. */
  suppliers: {
    esimAccess: { accessCode: string; secretKey: string | undefined; url: string } | undefined;
    esimGo: { apiKey: string; url: string; currency: string; hasRefunds: boolean } | undefined;
    airalo: { clientId: string; clientSecret: string; url: string } | undefined;
  };
  /** Where carriers drop files with usage. Undefined: nowhere. */
  usageFolder: string | undefined;
  /** Where `gigastore radius` receives accounting. */
  radius: { host: string; port: number };
  /** Undefined: the embedded database of `home`. */
  databaseUrl: string | undefined;
  /** Where the owner of the tables migrates, if the role of `databaseUrl` is to own nothing. */
  databaseOwnerUrl: string | undefined;
  databaseConnections: number;
  usesPreparedStatements: boolean;
  /** Where metrics are served beside the public port; undefined: nowhere. */
  metricsPort: number | undefined;
  metricsHost: string;
  /** With this bearer token `/metrics` is served on the public port too. */
  metricsToken: string | undefined;
  /** Where traces are sent, by OTLP over HTTP. Undefined: none are made. */
  traces: { endpoint: string; serviceName: string } | undefined;
  /** From the signal to stop until no more connections are accepted; readiness fails meanwhile. */
  drainDelayMs: number;
  /** The number of days after which IP addresses are erased. */
  ipRetentionDays: number;
  /** For how many days of real time each is kept; undefined: for ever. */
  retention: Record<'events' | 'usage' | 'audit', number | undefined>;
};
