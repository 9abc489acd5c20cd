// Sells with the package as an installed program would; runs in Node, Bun, Deno and workers.
import { Gigastore, isGigastoreError } from 'gigastore';
import { phoneOf } from 'gigastore/sandbox';
import { verifyWebhook } from 'gigastore/webhooks';

/** Sells, tops up, installs, refunds and verifies. Returns what happened; throws what failed. */
export async function sellAnywhere(baseUrl) {
  const gigastore = new Gigastore({
    baseUrl,
    clientId: 'demo-client',
    clientSecret: 'demo-secret',
  });
  const { items } = await gigastore.inventory.list({ country_set: 'WWW', active: true });
  const inventoryItemId = items[0].id;
  const idempotencyKey = crypto.randomUUID();
  const sell = () => gigastore.customers.register({ inventoryItemId }, { idempotencyKey });
  const [sale, again] = [await sell(), await sell()];
  const customerUid = sale.customer.uid;
  const { activatedItem } = await gigastore.customers.topUp({ inventoryItemId, customerUid });
  const phone = phoneOf(gigastore, sale.esimProfile);
  const { state } = await phone.install();
  const refunded = await gigastore.packages.refund(activatedItem.uid);
  const refusal = await gigastore.packages.refund(activatedItem.uid).catch((error) => error);
  return {
    isSoldOnce: sale.activatedItem.uid === again.activatedItem.uid,
    phone: state,
    refunded: refunded.activatedItem.status,
    isRefusalTyped: isGigastoreError(refusal, 'already_refunded'),
    verified: await verifyOwn(),
    listed: await countPackages(gigastore, customerUid),
  };
}

async function countPackages(gigastore, customerUid) {
  let count = 0;
  for await (const one of gigastore.packages.list({ limit: 1, customerUid })) count += one ? 1 : 0;
  return count;
}

/** Verifies a webhook that is signed here. */
async function verifyOwn() {
  const bytes = new TextEncoder().encode('a secret of thirty-two characters');
  const base64 = (of) => btoa(String.fromCharCode(...new Uint8Array(of)));
  const body = JSON.stringify({ type: 'credits.low', id: 'e', sequence: 1, data: {} });
  const at = Math.floor(Date.now() / 1000);
  const hash = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, hash, false, ['sign']);
  const signed = await crypto.subtle.sign(
    'HMAC',
    key,
    new TextEncoder().encode(`m1.${at}.${body}`),
  );
  const headers = {
    'webhook-id': 'm1',
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,${base64(signed)}`,
  };
  const secret = `whsec_${base64(bytes)}`;
  return (await verifyWebhook({ body, headers }, { secret })).body.type;
}
