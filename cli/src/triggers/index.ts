import type { GigastoreEvent } from 'gigastore';
import { clockOf } from 'gigastore/sandbox';
import { APPROVAL_TRIGGERS } from './approvals.ts';
import { CREDIT_TRIGGERS } from './credits.ts';
import { anEsim, onTrip, sell } from './sales.ts';
import type { Trigger } from './trigger.ts';

/** The steps that cause each event, with a new package where one is needed. */
export const TRIGGERS: Record<GigastoreEvent['type'], Trigger> = {
  'package.purchased': (client) => sell(client),
  'package.activated': (client) => sell(client),
  'package.delivered': async (client) => {
    await sell(client, { metatag: 'sandbox:delivered_later' });
    await clockOf(client).advance('PT2M');
  },
  'package.failed': async (client) => {
    await sell(client, { metatag: 'sandbox:unknown_outcome' });
    await clockOf(client).advance('PT11M');
  },
  'package.depleted': async (client) => (await onTrip(client)).use('2 TB'),
  'package.day_used_up': ({ sandbox }) => sandbox.simulateEvent({ type: 'package.day_used_up' }),
  'package.throttled': ({ sandbox }) => sandbox.simulateEvent({ type: 'package.throttled' }),
  'package.expiring': async (client) => {
    const { activatedItem } = await sell(client);
    const expiresAt = new Date(activatedItem.balance.expiresAt ?? '');
    await clockOf(client).set(new Date(expiresAt.getTime() - 3_600_000));
  },
  'package.expired': async (client) => {
    const { activatedItem } = await sell(client);
    await clockOf(client).set(activatedItem.balance.expiresAt ?? '');
  },
  'package.refunded': async (client) => {
    const { activatedItem } = await sell(client);
    await client.packages.refund(activatedItem.uid);
  },
  'esim.status_changed': async (client) => (await onTrip(client)).disable(),
  'esim.country_changed': (client) => onTrip(client),
  'esim.replaced': async (client) => client.esims.replace((await anEsim(client)).iccid),
  'balance.low': async (client) => {
    const phone = await onTrip(client);
    const { totalAvailableBytes } = await phone.use(0);
    await phone.use(totalAvailableBytes - 1024 ** 2);
  },
  ...CREDIT_TRIGGERS,
  ...APPROVAL_TRIGGERS,
  'price.planned': ({ sandbox }) => sandbox.simulateEvent({ type: 'price.planned' }),
  'price.changed': ({ sandbox }) => sandbox.simulateEvent({ type: 'price.changed' }),
  'account.suspended': ({ sandbox }) => sandbox.simulateEvent({ type: 'account.suspended' }),
  'account.resumed': ({ sandbox }) => sandbox.simulateEvent({ type: 'account.resumed' }),
};
