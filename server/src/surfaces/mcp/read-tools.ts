import { Type } from 'typebox';
import { type Json, part } from './api.ts';
import {
  priceOf,
  showCustomer,
  showEmail,
  showEsim,
  showItem,
  showList,
  showPackage,
  showPlan,
} from './show.ts';
import { type ReadTool, readTool } from './tool.ts';

const text = (description: string) => Type.String({ maxLength: 255, description });
const maybe = (description: string) => Type.Optional(text(description));
const limit = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 50, description: 'How many; 10 by default.' }),
);
const after = maybe('The `nextCursor` of the page before.');
const country = maybe('Only what works in this country, as an ISO 3166-1 alpha-2 code.');
const MOST = 10;

const catalogue = readTool(
  {
    name: 'search_catalogue',
    title: 'Search the catalogue',
    description: 'Finds data plans that can be added to the inventory, with their wholesale price.',
    input: Type.Object({ query: maybe('A text in the name.'), country, limit, after }),
  },
  async (api, { query: q, limit = MOST, ...query }) =>
    showList(await api.get('/gigastore/catalogue', { q, limit, ...query }), showPlan),
);

const inventory = readTool(
  {
    name: 'list_inventory',
    title: 'List the inventory',
    description: 'Returns the items that can be sold now, with cost, retail price and ID.',
    input: Type.Object({ country, query: maybe('A text in the name.'), limit }),
  },
  async (api, { country, query = '', limit = MOST }) => {
    const search = { active: true, country, sort_by: 'PRICE' };
    const { items } = await api.get('/gigastore/products/inventory', search);
    const wanted = query.toLowerCase();
    const found = (items as Json[]).filter(({ name }) =>
      String(name).toLowerCase().includes(wanted),
    );
    return { items: found.slice(0, limit).map(showItem), total: found.length };
  },
);

const customers = readTool(
  {
    name: 'search_customers',
    title: 'Search customers',
    description: 'Finds customers by email address, ICCID, metatag or ID.',
    input: Type.Object({ query: text('What to look for.'), limit, after }),
  },
  async (api, { query: q, limit = MOST, after }) => {
    const found = await api.get('/gigastore/customers', { q, limit, after });
    return showList(found, (customer) => showCustomer(api, customer));
  },
);

const customer = readTool(
  {
    name: 'get_customer',
    title: 'Retrieve a customer',
    description: 'Returns a customer with packages and eSIMs.',
    input: Type.Object({ customerUid: text('The ID of the customer.') }),
  },
  async (api, { customerUid }) => {
    const path = `/gigastore/activations/customers/${part(customerUid)}`;
    const found = await api.get(path);
    const rest = { totalAvailableBytes: found.totalAvailableBytes };
    return {
      ...showCustomer(api, { ...(found.customer as Json), ...rest }),
      packages: (found.activatedItems as Json[]).map(showPackage),
      esims: (found.relatedEsims as Json[]).map((esim) => showEsim(api, esim)),
    };
  },
);

const packages = readTool(
  {
    name: 'list_packages',
    title: 'List packages',
    description: 'Returns sold packages, the newest first.',
    input: Type.Object({
      customerUid: maybe('Only of this customer.'),
      query: maybe('An email address, ICCID, metatag or ID.'),
      state: maybe('Only this state, such as `ACTIVE` or `EXPIRED`.'),
      limit,
      after,
    }),
  },
  async (api, { query: q, limit = MOST, ...query }) => {
    const found = await api.get('/gigastore/packages', { q, limit, ...query });
    return showList(found, (item) => ({
      ...showPackage(item),
      customerEmail: showEmail(api, item.customerEmail),
    }));
  },
);

const packageTool = readTool(
  {
    name: 'get_package',
    title: 'Retrieve a package',
    description: 'Returns a package with its data left, and the usage by day and country.',
    input: Type.Object({ packageUid: text('The ID of the package.') }),
  },
  async (api, { packageUid }) => {
    const path = `/gigastore/activations/activated-items/${part(packageUid)}`;
    const [found, usage] = await Promise.all([
      api.get(path),
      api.get(`/gigastore/packages/${part(packageUid)}/usage`),
    ]);
    const item = (found.activatedItem ?? found) as Json;
    return { ...showPackage(item), usage: usage.items };
  },
);

const esim = readTool(
  {
    name: 'get_esim',
    title: 'Retrieve an eSIM',
    description: 'Returns the state of an eSIM and where it was last seen.',
    input: Type.Object({ iccid: text('The ICCID.') }),
  },
  async (api, { iccid }) => showEsim(api, await api.get(`/gigastore/esims/${part(iccid)}`)),
);

const connectivity = readTool(
  {
    name: 'check_connectivity',
    title: 'Check the connectivity of an eSIM',
    description: 'Returns the checks of an eSIM without internet, each with advice.',
    input: Type.Object({ iccid: text('The ICCID.') }),
  },
  (api, { iccid }) => api.get(`/gigastore/esim/${part(iccid)}/status/connectivity`),
);

const credits = readTool(
  {
    name: 'get_credits',
    title: 'Retrieve the credits',
    description: 'Returns the balance of the account.',
    input: Type.Object({}),
  },
  async (api) => {
    const { balance, held, available } = await api.get('/gigastore/credits');
    return { balance: priceOf(balance), held: priceOf(held), available: priceOf(available) };
  },
);

const deliveries = readTool(
  {
    name: 'list_deliveries',
    title: 'List webhook deliveries',
    description: 'Returns deliveries of webhooks, the newest first.',
    input: Type.Object({
      status: maybe('`pending`, `delivered` or `failed`.'),
      event: maybe('Only of this event.'),
      limit,
      after,
    }),
  },
  async (api, { limit = MOST, ...query }) => {
    const found = await api.get('/gigastore/webhooks/deliveries', { limit, ...query });
    return showList(found, ({ url, ...delivery }) => ({ ...delivery, host: hostOf(url) }));
  },
);

const approval = readTool(
  {
    name: 'get_approval',
    title: 'Retrieve an approval',
    description: 'Returns whether a sale above a limit of the mandate was approved and made.',
    input: Type.Object({ approvalId: text('The ID of the approval.') }),
  },
  (api, { approvalId }) => api.get(`/gigastore/approvals/${part(approvalId)}`),
);

/** Addresses of webhooks may carry secrets. */
function hostOf(url: unknown): string | null {
  return URL.canParse(String(url)) ? new URL(String(url)).host : null;
}

/** The tools that look something up. */
export const READ_TOOLS: readonly ReadTool[] = [
  ...[catalogue, inventory, customers, customer, packages, packageTool],
  ...[esim, connectivity, credits, deliveries, approval],
];
