import type { RefusalCode } from '../../src/lib/refusal.ts';
import { basic } from './access.ts';
import type { TestStore } from './app.ts';
import type { Schema } from './closed-schema.ts';
import type { Operation } from './operations.ts';
import { newKey, type Purchase, purchase, type Reseller } from './resellers.ts';
import type { Answer } from './slice.ts';

/** What an operation is asked with; `headers` beside the access token, or in its place. */
export type Wanted = {
  params: Record<string, string>;
  query: Record<string, string>;
  body: Record<string, unknown> | undefined;
  headers: Record<string, string>;
  /** The body to the letter, in place of `body`. */
  text?: string;
};

/** What an id names: how to get one that is there, and the refusal of one that is not. */
export type Kind = {
  missing: RefusalCode;
  /** Whether each account has its own. */
  isOwned: boolean;
  make(reseller: Reseller, sale: () => Promise<Purchase>): Promise<string>;
};

const inventoryItem: Kind = {
  missing: 'inventory_item_not_found',
  isOwned: true,
  make: async ({ items }) => items.worldwide,
};
const customer: Kind = {
  missing: 'customer_not_found',
  isOwned: true,
  make: async (_, sale) => (await sale()).customerUid,
};
const activatedItem: Kind = {
  missing: 'activated_item_not_found',
  isOwned: true,
  make: async (_, sale) => (await sale()).activatedItemUid,
};
const esimProfile: Kind = {
  missing: 'esim_profile_not_found',
  isOwned: true,
  make: async (_, sale) => (await sale()).iccid,
};
const profileDomain: Kind = {
  missing: 'profile_domain_not_found',
  isOwned: true,
  make: async (_, sale) => (await sale()).profileDomainId(),
};
const apiKey: Kind = { missing: 'api_key_not_found', isOwned: true, make: newKey };
const countrySet: Kind = {
  missing: 'country_set_not_found',
  isOwned: false,
  make: async () => 'EU',
};
const country: Kind = { missing: 'country_not_found', isOwned: false, make: async () => 'at' };

const WEBHOOKS = '/gigastore/webhooks';
/** An event is a name that all accounts know; what each has of its own is the address. */
const webhook: Kind = {
  missing: 'webhook_not_found',
  isOwned: false,
  make: (reseller) => listen(reseller, 'package.purchased'),
};
/** What an address can be set for, whether there is one already or not. */
const webhookEvent: Kind = { ...webhook, make: async () => 'package.refunded' };
const delivery: Kind = {
  missing: 'delivery_not_found',
  isOwned: true,
  make: async (reseller) => {
    const event = await listen(reseller, 'package.expiring');
    return (await reseller.call('POST', `${WEBHOOKS}/${event}/test`)).json().id;
  },
};

async function listen({ store, call }: Reseller, event: string): Promise<string> {
  await call('PUT', `${WEBHOOKS}/${event}`, { body: { url: store.hooksUrl } });
  return event;
}

/** The kinds of a path's parameters, by what stands before them; the first that fits. */
const PARAMS: Record<string, Kind> = {
  '/products/inventory/{id}': inventoryItem,
  '/activated-items/{uid}': activatedItem,
  '/customers/{uid}': customer,
  '/esim/{iccid}': esimProfile,
  '/esims/{iccid}': esimProfile,
  '/api-keys/{clientId}': apiKey,
  '/esim/countries/{countrySet}': countrySet,
  '/esim/countries/{countryCode}': country,
  'PUT /gigastore/webhooks/{event}': webhookEvent,
  '/webhooks/{event}': webhook,
  '/deliveries/{id}': delivery,
};
/** The kinds of a body's ids. */
const FIELDS: Record<string, Kind> = {
  inventoryItemId: inventoryItem,
  customerUid: customer,
  customerProfileDomainId: profileDomain,
};

/** What each parameter of the path names. */
export function paramKinds({ name, params }: Operation): [string, Kind][] {
  return params.map((param) => {
    const end = name.slice(0, name.indexOf(`{${param}}`) + param.length + 2);
    const kind = Object.entries(PARAMS).find(([place]) => end.endsWith(place))?.[1];
    if (!kind) throw new Error(`${name}: tell requests.ts what {${param}} names`);
    return [param, kind];
  });
}

/** What each id of the body names. */
export function fieldKinds({ body }: Operation): [string, Kind][] {
  return Object.entries(FIELDS).filter(([field]) => body?.properties?.[field]);
}

const DEVICES = '/gigastore/sandbox/esims';

/** Whether it changes the account for every other request, and so needs an account of its own. */
export function spoilsAccount({ method, path }: Operation): boolean {
  return method !== 'GET' && /\/inventory\/\{id\}(\/stock)?$|\/sandbox\/(clock|reset)$/.test(path);
}

type Recipe = (reseller: Reseller) => Promise<Partial<Wanted>>;

/** What it takes to succeed where the examples of the document do not do. */
const RECIPES: Record<string, Recipe> = {
  'POST /reseller/authenticate': async ({ key }) => ({ headers: { authorization: basic(key) } }),
  'POST /gigastore/products/inventory/{id}/stock': async () => ({
    body: { units: 2, expectedPrice: { priceValue: 2, currencyCode: 'USD' } },
  }),
  'POST /gigastore/activations/activated-items/{uid}/activate': async (reseller) => {
    const waiting = await purchase(reseller, { activationMode: 'ON_DEMAND' });
    return { params: { uid: waiting.activatedItemUid } };
  },
  ...onDevices({
    remove: ['install'],
    disable: ['install'],
    enable: ['install', 'disable'],
    fail: ['install'],
    attach: ['install'],
    detach: ['install', 'attach'],
    use: ['install', 'attach'],
  }),
  'PUT /gigastore/webhooks/{event}': async ({ store }) => ({ body: { url: store.hooksUrl } }),
  ...Object.fromEntries(
    ['activation-request', 'customer-registration'].map((event): [string, Recipe] => [
      `POST ${WEBHOOKS}/${event}/test`,
      async (reseller) => {
        await listen(reseller, event);
        return {};
      },
    ]),
  ),
  'POST /gigastore/sandbox/clock': async () => ({ body: { advance: 'PT1H' } }),
};

/** What must have been done to a new eSIM before each action on it. */
function onDevices(before: Record<string, string[]>): Record<string, Recipe> {
  const bodies: Record<string, object> = {
    attach: { country: 'AT' },
    use: { bytes: 1_048_576, country: 'AT' },
  };
  const recipes = Object.entries(before).map(([action, actions]): [string, Recipe] => [
    `POST ${DEVICES}/{iccid}/${action}`,
    async (reseller) => {
      const { iccid } = await reseller.sell();
      for (const each of actions) {
        await reseller.call('POST', `${DEVICES}/${iccid}/${each}`, { body: bodies[each] });
      }
      return { params: { iccid }, body: bodies[action] as Wanted['body'] };
    },
  ]);
  return Object.fromEntries(recipes);
}

/**
 * A request that the operation grants: new things of this reseller, and the document's examples.
 * Each call makes things of its own, so that nothing is used up, unless a purchase is given.
 */
export async function grantedRequest(
  operation: Operation,
  reseller: Reseller,
  given?: Purchase,
): Promise<Wanted> {
  const special = given ? undefined : await RECIPES[operation.name]?.(reseller);
  let sold = given && Promise.resolve(given);
  const sale = () => {
    sold ??= reseller.sell();
    return sold;
  };
  const params: Record<string, string> = { ...special?.params };
  for (const [name, kind] of paramKinds(operation)) {
    params[name] ??= await kind.make(reseller, sale);
  }
  const body = special?.body ?? (operation.body && exampleOf(operation.body));
  for (const [name, kind] of fieldKinds(operation)) {
    if (body && operation.body?.required?.includes(name)) {
      body[name] = await kind.make(reseller, sale);
    }
  }
  return { params, query: special?.query ?? {}, body, headers: special?.headers ?? {} };
}

/** The document's examples of all fields but the ids that may be left out. */
function exampleOf({ properties = {}, required = [] }: Schema): Record<string, unknown> {
  const fields = Object.entries(properties).filter(
    ([name]) => required.includes(name) || !(name in FIELDS),
  );
  const examples = fields.map(([name, schema]) => [name, exampleValue(schema)] as const);
  return Object.fromEntries(examples.filter(([, value]) => value !== undefined));
}

function exampleValue({ examples, enum: words, type, minimum }: Schema): unknown {
  const [first] = examples ?? words ?? [];
  if (first !== undefined) return first;
  if (type === 'boolean') return true;
  return type === 'integer' ? (minimum ?? 1) : undefined;
}

/** Sends what is wanted, with this token or none. */
export function send(
  operation: Operation,
  { params, query, body, headers, text }: Wanted,
  { store, token }: { store: TestStore; token: string | undefined },
): Promise<Answer> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeSegment(params[name] ?? ''),
  );
  const search = new URLSearchParams(query).toString();
  const takesToken = operation.scope !== undefined && token !== undefined;
  const type = text === undefined ? {} : { 'content-type': 'application/json' };
  return store.app.inject({
    method: operation.method,
    url: search === '' ? path : `${path}?${search}`,
    headers: { ...(takesToken && { authorization: `Bearer ${token}` }), ...type, ...headers },
    payload: text ?? body,
  });
}

/** A part of a path or query; half a pair goes out as the bytes that it would be. */
export function encodeSegment(text: string): string {
  return [...text]
    .map((char) => (/\p{Surrogate}/u.test(char) ? '%ED%A0%80' : encodeURIComponent(char)))
    .join('');
}
