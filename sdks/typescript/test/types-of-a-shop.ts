// Compiled by `package.test.ts` against the packed package: the lines that a comment expects to be
// wrong must be errors, and all other lines must not.
import { type Activation, Gigastore, isGigastoreError, type ListedPackage } from 'gigastore';
import { phoneOf } from 'gigastore/sandbox';
import { fetchWebhook, type GigastoreEvent, verifyOriginalWebhook } from 'gigastore/webhooks';

const gigastore = new Gigastore({ baseUrl: 'https://store.example', accessToken: 'token' });

export async function sell(inventoryItemId: string): Promise<Activation> {
  const sale = await gigastore.customers.register({ inventoryItemId, activationMode: 'FIRST_USE' });
  const status: 'success' | 'pending' = sale.status;
  // @ts-expect-error: the eSIM may be null
  sale.esimProfile.iccid;
  // @ts-expect-error: an activation mode that does not exist
  gigastore.customers.register({ inventoryItemId, activationMode: 'LATER' });
  // @ts-expect-error: the item is missing
  gigastore.customers.register({});
  // @ts-expect-error: a field that does not exist
  gigastore.customers.register({ inventoryItemId, mail: 'ada@example.com' });
  void status;
  return sale;
}

export async function list(): Promise<ListedPackage[]> {
  const all: ListedPackage[] = [];
  for await (const item of gigastore.packages.list({ state: 'ACTIVE' })) all.push(item);
  const { nextCursor } = await gigastore.packages.list();
  const cursor: string | null = nextCursor;
  const csv: string = await gigastore.packages.list(
    { after: cursor ?? '' },
    { accept: 'text/csv' },
  );
  // @ts-expect-error: a state that does not exist
  gigastore.packages.list({ state: 'SLEEPING' });
  // @ts-expect-error: this list is not answered as CSV
  const text: string = await gigastore.webhooks.list({ accept: 'text/csv' });
  void [csv, text];
  return all;
}

export function read(event: GigastoreEvent): string {
  if (event.type === 'package.purchased') return event.data.inventoryItemId;
  // @ts-expect-error: other events are about no item
  return event.data.inventoryItemId;
}

export const handler: (request: Request) => Promise<Response> = fetchWebhook({
  secret: ['whsec_a', 'whsec_b'],
  on: {
    'balance.low': ({ data }) => data.balanceAmountInByte.toFixed(),
    // @ts-expect-error: an event that does not exist
    'balance.high': () => {},
  },
});

export async function original(delivery: { headers: Headers; body: string }) {
  const { body } = await verifyOriginalWebhook('country-change', delivery, { secret: 'whsec_a' });
  return body.newCountry.toLowerCase();
}

export function explain(error: unknown): string {
  if (isGigastoreError(error, 'insufficient_credits', 'out_of_stock')) {
    const code: 'insufficient_credits' | 'out_of_stock' = error.code;
    return code;
  }
  // @ts-expect-error: a code that does not exist
  return isGigastoreError(error, 'insuficient_credits') ? '' : String(error);
}

export const used: Promise<{ consumedBytes: number }> = phoneOf(gigastore, '8901').use('500 MB');
// @ts-expect-error: a method that does not exist
gigastore.customers.delete;
