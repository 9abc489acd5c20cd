import type { Gigastore } from 'gigastore';
import { type Phone, phoneOf } from 'gigastore/sandbox';
import { Failure } from '../exit-codes.ts';

export async function sell(client: Gigastore, more: { metatag?: string } = {}) {
  const { items } = await client.inventory.list({ country: 'AT', active: true });
  const [item] = items.filter(({ validityUnlimited }) => !validityUnlimited);
  if (!item) throw new Failure('The inventory has no active item that works in Austria.');
  return client.customers.register({ inventoryItemId: item.id, ...more });
}

export async function anEsim(client: Gigastore): Promise<{ iccid: string }> {
  const { esimProfile } = await sell(client);
  if (!esimProfile) throw new Failure('The sale has no eSIM yet.');
  return esimProfile;
}

/** Returns a phone with a new eSIM in Austria. */
export async function onTrip(client: Gigastore): Promise<Phone> {
  const phone = phoneOf(client, await anEsim(client));
  await phone.install();
  await phone.travel('AT');
  return phone;
}
