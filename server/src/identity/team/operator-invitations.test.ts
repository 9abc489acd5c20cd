import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo, mailsTo } from '../../../test/support/letters.ts';
import { PASSWORD, personOf, type TestPerson } from '../../../test/support/people.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const INVITATIONS = '/gigastore/team/invitations';
const store = await forThisFile(openStore());

let ada: TestPerson;
let grace: TestPerson;
beforeEach(async () => {
  await store.db.run(sql`update members set role = 'operator-support' where role = 'operator'`);
  ada = await personOf(store, '', 'operator');
  grace = await personOf(store, '', 'operator');
});

const newEmail = () => `${newId()}@people.test`;
async function invite(by: TestPerson, email: string) {
  const answer = await by.call('POST', INVITATIONS, { body: { email, role: 'operator' } });
  return answer.json();
}
const approve = async (by: TestPerson, id: string) =>
  (await by.call('POST', `/operator/invitations/${id}/approve`)).json();

describe('a new operator needs two people:', () => {
  it('the link is mailed once another operator has approved the invitation', async () => {
    const email = newEmail();
    const { id, needsApproval } = await invite(ada, email);
    expect(needsApproval).toBe(true);
    expect(await mailsTo(store, email)).toEqual([]);
    expect(await approve(grace, id)).toMatchObject({ needsApproval: false });
    const { token } = await lastMailTo(store, email);
    const accepted = await openBrowser(store).post('/auth/invitations/accept', {
      token,
      name: 'Linus',
      password: PASSWORD,
    });
    expect(accepted.statusCode).toBe(200);
  });

  it('whoever invited cannot approve, also not under an address that came later', async () => {
    const { id } = await invite(ada, newEmail());
    expect((await approve(ada, id)).code).toBe('second_person_required');
    const newcomer = await personOf(store, '', 'operator');
    await store.db.run(sql`
      update members set role_since = now() where person_id = ${newcomer.personId}`);
    expect((await approve(newcomer, id)).code).toBe('second_person_required');
    await store.db.run(sql`
      update members set role_since = now() - interval '2 days'
      where person_id = ${newcomer.personId}`);
    expect((await approve(newcomer, id)).code).toBe('second_person_required');
  });

  it('the only operator invites none', async () => {
    await store.db.run(sql`
      update members set role = 'operator-support' where person_id = ${grace.personId}`);
    store.parts.people.sessions.invalidatePerson(grace.personId);
    expect((await invite(ada, newEmail())).code).toBe('forbidden');
  });

  it('nobody makes a colleague of the support desk an operator alone', async () => {
    const support = await personOf(store, '', 'operator-support');
    const url = `/gigastore/team/${support.personId}`;
    const answer = await ada.call('PUT', url, { body: { role: 'operator' } });
    expect(answer.json().code).toBe('forbidden');
  });

  it('an invitation that waits is ended with whoever sent it', async () => {
    const email = newEmail();
    const { id } = await invite(ada, email);
    expect((await grace.call('DELETE', `/gigastore/team/${ada.personId}`)).statusCode).toBe(204);
    expect((await approve(grace, id)).code).toBe('invitation_not_found');
    expect(await mailsTo(store, email)).toEqual([]);
  });
});
