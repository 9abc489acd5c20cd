import type { People } from './identity/sessions/index.ts';
import type { Notices } from './platform/db/notices.ts';
import type { Access } from './tenancy/accounts/index.ts';

type Caches = { access: Access; people: People };
type Shared = Caches & {
  /** Takes a text that another process sent. */
  takeNotice(text: string): void;
};

/**
 * Returns the caches of keys and sessions so that whatever is invalidated in them is invalidated in
 * all processes. Where no notice arrives, entries end after `GRANT_LIFETIME_MS` by themselves.
 */
export function shareChanges({ access, people }: Caches, notices: Pick<Notices, 'send'>): Shared {
  const { sessions } = people;
  const invalidate: Record<string, (id: string) => void> = {
    key: access.invalidateKey,
    account(id) {
      access.invalidateAccount(id);
      sessions.invalidateAccount(id);
    },
    organization(id) {
      access.invalidateOrganization(id);
      sessions.invalidateOrganization(id);
    },
    person: sessions.invalidatePerson,
  };
  const everywhere = (kind: keyof typeof invalidate) => (id: string) => {
    invalidate[kind]?.(id);
    notices.send(`${kind} ${id}`);
  };
  const invalidateAccount = everywhere('account');
  const invalidateOrganization = everywhere('organization');
  const invalidateKey = everywhere('key');
  const invalidatePerson = everywhere('person');
  return {
    access: { ...access, invalidateKey, invalidateAccount, invalidateOrganization },
    people: {
      ...people,
      sessions: { ...sessions, invalidatePerson, invalidateAccount, invalidateOrganization },
    },
    takeNotice(text) {
      const [kind = '', id = ''] = text.split(' ');
      if (Object.hasOwn(invalidate, kind)) invalidate[kind]?.(id);
    },
  };
}
