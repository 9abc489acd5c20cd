import type { Requirement } from './check.ts';

/** Every requirement of the first live sale, in the order in which they are best met. */
export const REQUIREMENTS = {
  environment: {
    name: 'environment',
    title: 'Environment',
    remedy: 'Correct the environment variables; the README lists all of them.',
  },
  live_mode: {
    name: 'live_mode',
    title: 'Live mode',
    remedy: 'Set GIGASTORE_MODE=live (docs/running/live-mode.md).',
  },
  secret_key: {
    name: 'secret_key',
    title: 'Secret key',
    remedy:
      'Generate a key with openssl rand -base64 32, set it as GIGASTORE_SECRET_KEY for every ' +
      'process, and keep a copy apart from the database backups (docs/running/secrets.md).',
  },
  database: {
    name: 'database',
    title: 'Database',
    remedy:
      'Set DATABASE_URL to a PostgreSQL 15 to 18 that this machine reaches ' +
      '(docs/running/postgresql.md).',
  },
  migrations: {
    name: 'migrations',
    title: 'Migrations',
    remedy: 'Run gigastore migrate.',
  },
  database_role: {
    name: 'database_role',
    title: 'Database role',
    remedy:
      'Let gigastore serve and worker use a role that owns nothing, and gigastore migrate the ' +
      'owner in DATABASE_OWNER_URL (docs/running/database-roles.md).',
  },
  public_url: {
    name: 'public_url',
    title: 'Public address',
    remedy:
      'Set GIGASTORE_PUBLIC_URL to the https address that clients use, and put a proxy with TLS ' +
      'in front (docs/running/proxies.md).',
  },
  mail: {
    name: 'mail',
    title: 'Email',
    remedy:
      'Set GIGASTORE_SMTP_URL and GIGASTORE_MAIL_FROM, and check the log of the worker ' +
      '(docs/running/email.md).',
  },
  worker: {
    name: 'worker',
    title: 'Worker',
    remedy: 'Run gigastore worker next to gigastore serve, with the same environment.',
  },
  operator: {
    name: 'operator',
    title: 'Operators',
    remedy:
      'Run gigastore create-operator --email … --name …, open the printed link, sign in and set ' +
      'up the second factor. Have at least two operators: large sums need two people.',
  },
  seller: {
    name: 'seller',
    title: 'Seller',
    remedy: 'Set the issuer of invoices with PUT /operator/seller.',
  },
  payments: {
    name: 'payments',
    title: 'Payments',
    remedy:
      'Set an IBAN in PUT /operator/seller for bank transfers, or the three ' +
      'GIGASTORE_STRIPE_… variables with live keys for cards (docs/running/stripe.md).',
  },
  data_plans: {
    name: 'data_plans',
    title: 'Data plans',
    remedy:
      'Import data plans with gigastore import-catalogue --file plans.csv, or create them with ' +
      'POST /operator/data-plans.',
  },
  prices: {
    name: 'prices',
    title: 'Wholesale prices',
    remedy:
      'Set the wholesale_price column of gigastore import-catalogue, or ' +
      'PUT /operator/price-lists/{id}/prices/{dataPlanId} of the default price list.',
  },
  costs: {
    name: 'costs',
    title: 'Costs',
    remedy:
      'Set the cost column of gigastore import-catalogue, or PUT /operator/data-plans/{id}/cost. ' +
      'Without costs, reports cannot show the margin.',
  },
  stock: {
    name: 'stock',
    title: 'eSIM profiles',
    remedy:
      'Import profiles with gigastore import-profiles --file profiles.csv --carrier …, for every ' +
      'carrier that data plans name (docs/running/carriers.md).',
  },
  reseller: {
    name: 'reseller',
    title: 'Resellers',
    remedy: 'Create a reseller with gigastore create-organization, or let one sign up.',
  },
  offer: {
    name: 'offer',
    title: 'Inventory',
    remedy: 'Offer a data plan with POST /operator/organizations/{id}/offers.',
  },
  credits: {
    name: 'credits',
    title: 'Credits',
    remedy:
      'Let the reseller buy credits, or add them with POST /operator/adjustments; a bank ' +
      'transfer is confirmed with POST /operator/bank-transfers.',
  },
  access: {
    name: 'access',
    title: 'API keys',
    remedy: 'Create an API key with gigastore create-key --account … --name ….',
  },
  audit: {
    name: 'audit',
    title: 'Audit of the books',
    remedy: 'Run gigastore audit; a worker runs it every hour.',
  },
  radius: {
    name: 'radius',
    title: 'Usage by RADIUS',
    remedy:
      'Run gigastore radius with the secret key of the store, and see that the packets of the ' +
      "carrier's equipment reach it (docs/running/radius.md).",
  },
  backups: {
    name: 'backups',
    title: 'Backups',
    remedy:
      'Back up the database and record it with gigastore backup --record ' +
      '(docs/running/backup.md).',
  },
} as const satisfies Record<string, Requirement>;

export type RequirementName = keyof typeof REQUIREMENTS;
