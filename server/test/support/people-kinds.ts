import { newId } from '../../src/kernel/ids.ts';
import type { Kind } from './kind.ts';
import { personOf } from './people.ts';

export const member: Kind = {
  missing: 'person_not_found',
  isOwned: true,
  make: async ({ store, organizationId }) =>
    (await personOf(store, organizationId, 'viewer')).personId,
};
export const invitation: Kind = {
  missing: 'invitation_not_found',
  isOwned: true,
  make: async (reseller) => {
    const call = await reseller.callerFor('team');
    const body = { email: `${newId()}@people.test`, role: 'viewer' };
    return (await call('POST', '/gigastore/team/invitations', { body })).json().id;
  },
};

/** Of the person who asks; only a browser can make one, so these name nothing. */
export const ownPasskey: Kind = {
  missing: 'passkey_not_found',
  isOwned: false,
  make: async () => newId(),
};
export const ownSession: Kind = { ...ownPasskey, missing: 'session_not_found' };
