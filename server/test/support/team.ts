import type { TestStore } from './app.ts';
import { openBrowser } from './browser.ts';
import { personOf, type TestPerson } from './people.ts';

export const TEAM = '/gigastore/team';

/** Returns the calls of tests of a team. */
export function teamsOf(store: TestStore) {
  return {
    /** Returns the owner of a new organization. */
    async newOwner(): Promise<TestPerson> {
      const { organizationId } = await store.newAccount();
      return personOf(store, organizationId, 'owner');
    },
    invite: (owner: TestPerson, email: string, role = 'support') =>
      owner.call('POST', `${TEAM}/invitations`, { body: { email, role } }),
    accept: (body: object) => openBrowser(store).post('/auth/invitations/accept', body),
  };
}
