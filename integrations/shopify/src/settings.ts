import { readFileSync } from 'node:fs';

/** How the bridge reaches the shop and the store. */
export type Settings = {
  store: { baseUrl: string; clientId: string; clientSecret: string };
  shop: { domain: string; adminUrl: string; adminToken: string; secrets: string[] };
  /** The inventory item of each SKU. A SKU that is not here is no eSIM. */
  items: Record<string, string>;
  journal: string;
  host: string;
  port: number;
  firstDelayMs: number;
};

const API_VERSION = '2026-10';
const DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** Returns the settings in these variables. Throws if one is missing or invalid, and names it. */
export function readSettings(variables: NodeJS.ProcessEnv): Settings {
  const read = (name: string): string => {
    const value = variables[name];
    if (!value) throw new Error(`Set ${name}.`);
    return value;
  };
  const domain = read('SHOPIFY_SHOP');
  if (!DOMAIN.test(domain)) throw new Error('SHOPIFY_SHOP is a name such as shop.myshopify.com.');
  const version = variables.SHOPIFY_API_VERSION || API_VERSION;
  return {
    store: {
      baseUrl: read('GIGASTORE_URL'),
      clientId: read('GIGASTORE_CLIENT_ID'),
      clientSecret: read('GIGASTORE_CLIENT_SECRET'),
    },
    shop: {
      domain,
      adminUrl:
        variables.SHOPIFY_ADMIN_URL || `https://${domain}/admin/api/${version}/graphql.json`,
      adminToken: read('SHOPIFY_ADMIN_TOKEN'),
      secrets: read('SHOPIFY_SECRET').split(/[\s,]+/),
    },
    items: readItems(read('SKU_FILE')),
    journal: variables.JOURNAL || 'orders.jsonl',
    host: variables.HOST || '127.0.0.1',
    port: readNumber(variables.PORT, 4243),
    firstDelayMs: readNumber(variables.FIRST_DELAY_MS, 1000),
  };
}

function readItems(path: string): Record<string, string> {
  const items: unknown = parse(path);
  if (typeof items !== 'object' || items === null || Array.isArray(items)) {
    throw new Error(`${path} must be an object of SKUs and the IDs of their inventory items.`);
  }
  const entries = Object.entries(items);
  const [wrong] = entries.find(([, id]) => typeof id !== 'string' || id === '') ?? [];
  if (wrong !== undefined) throw new Error(`${path}: the SKU ${wrong} has no inventory item.`);
  if (entries.length === 0) throw new Error(`${path} has no SKU.`);
  return Object.fromEntries(entries);
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`SKU_FILE: ${error instanceof Error ? error.message : error}`);
  }
}

function readNumber(text: string | undefined, otherwise: number): number {
  if (!text) return otherwise;
  if (!/^\d+$/.test(text)) throw new Error(`${text} is not a number.`);
  return Number(text);
}
