import { fromMinor, Gigastore } from 'gigastore';
import { Failure } from '../exit-codes.ts';
import { sell } from './sales.ts';
import type { Trigger } from './trigger.ts';

const AMOUNT = fromMinor(1);

/** The events about a sale of a key whose mandate asks for each sale. */
export const APPROVAL_TRIGGERS = {
  'approval.requested': async (client, url) => {
    const { id, removeKey } = await ask(client, url);
    return async () => {
      await client.approvals.rejectSale(id);
      await removeKey();
    };
  },
  'approval.approved': async (client, url) => {
    const { id, removeKey } = await ask(client, url);
    await client.approvals.approveSale(id);
    return removeKey;
  },
  'approval.rejected': async (client, url) => {
    const { id, removeKey } = await ask(client, url);
    await client.approvals.rejectSale(id);
    return removeKey;
  },
  'approval.expired': ({ sandbox }) => sandbox.simulateEvent({ type: 'approval.expired' }),
} satisfies Record<string, Trigger>;

async function ask(client: Gigastore, baseUrl: string) {
  const { clientId, clientSecret } = await client.apiKeys.create({
    name: 'gigastore trigger',
    scopes: ['sell'],
    mandate: { perSale: { amount: AMOUNT, above: 'ask' } },
  });
  if (clientSecret === null) throw new Failure('The key was revoked before it was used.');
  // The sale is refused until it is approved.
  await sell(new Gigastore({ baseUrl, clientId, clientSecret })).catch(() => undefined);
  const { items } = await client.approvals.listApprovals({ state: 'pending' });
  const approval = items.find((one) => one.clientId === clientId);
  if (!approval) throw new Failure('The sale does not wait for an approval.');
  return { id: approval.id, removeKey: () => client.apiKeys.revoke(clientId) };
}
