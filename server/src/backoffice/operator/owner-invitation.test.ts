import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo } from '../../../test/support/letters.ts';
import { PASSWORD, personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const operator = await personOf(store, '', 'operator');

async function invite(organizationId: string, by = operator) {
  const email = `${newId()}@people.test`;
  const path = `/operator/organizations/${organizationId}/owner-invitation`;
  const answer = await by.call('POST', path, { body: { email } });
  expect(answer.statusCode, answer.body).toBe(200);
  const { token } = await lastMailTo(store, email);
  return { email, invitation: answer.json(), token };
}

const accept = (token: string | undefined) =>
  openBrowser(store).post('/auth/invitations/accept', { token, name: 'Ada', password: PASSWORD });

describe('the invitation of an owner', () => {
  it('makes whoever follows its link an owner of the reseller', async () => {
    const { organizationId } = await openReseller(store);
    const { email, invitation, token } = await invite(organizationId);
    expect(invitation).toMatchObject({ email, role: 'owner', needsApproval: false });
    expect((await accept(token)).statusCode).toBe(200);
    const owner = await personOf(store, organizationId, 'owner');
    const { members } = (await owner.call('GET', '/gigastore/team')).json();
    expect(members).toContainEqual(expect.objectContaining({ email, role: 'owner' }));
  });

  it('is in the audit logs of the platform and of the reseller', async () => {
    const { organizationId } = await openReseller(store);
    const { invitation } = await invite(organizationId);
    const owner = await personOf(store, organizationId, 'owner');
    for (const reader of [operator, owner]) {
      const { items } = (await reader.call('GET', '/gigastore/audit-log?limit=20')).json();
      const entry = { action: 'invitation.created', target: invitation.id };
      expect(items).toContainEqual(expect.objectContaining(entry));
    }
  });

  it('ends when the operator who sent it leaves the platform', async () => {
    const { organizationId } = await openReseller(store);
    const leaving = await personOf(store, '', 'operator');
    const { token } = await invite(organizationId, leaving);
    const removal = await operator.call('DELETE', `/gigastore/team/${leaving.personId}`);
    expect(removal.statusCode, removal.body).toBe(204);
    expect((await accept(token)).json().code).toBe('link_not_found');
  });
});
