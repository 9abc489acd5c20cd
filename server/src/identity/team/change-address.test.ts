import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo, mailsTo } from '../../../test/support/letters.ts';
import { personOf, type TestPerson } from '../../../test/support/people.ts';
import { newId } from '../../kernel/ids.ts';

const store = await forThisFile(openStore());

async function newOwner(): Promise<TestPerson> {
  const { organizationId } = await store.newAccount();
  return personOf(store, organizationId, 'owner');
}
const ORGANIZATION = '/gigastore/organization';
const change = (owner: TestPerson, body: object) => owner.call('PUT', ORGANIZATION, { body });
/** Presses the button of the page behind the link. */
const confirm = (token: string) =>
  store.app.inject({
    method: 'POST',
    url: '/auth/confirm-address',
    headers: {
      origin: new URL(store.parts.config.publicUrl).origin,
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ token }).toString(),
  });

describe('the address of an organization', () => {
  it('changes once the link to the new one was followed, and is told of it at the former one', async () => {
    const owner = await newOwner();
    const email = `${newId()}@acme.test`;
    const { email: had } = (await owner.call('GET', ORGANIZATION)).json();
    const asked = (await change(owner, { email, locale: 'de' })).json();
    expect(asked).toMatchObject({ email: had, pendingEmail: email, locale: 'de' });
    expect(await mailsTo(store, had)).toEqual([]);

    const { token, locale } = await lastMailTo(store, email);
    expect(locale).toBe('de');
    const page = await openBrowser(store).get(`/auth/confirm-address?token=${token}`);
    expect(page.body).toContain(email);
    expect((await owner.call('GET', ORGANIZATION)).json().email).toBe(had);
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await confirm(token)).statusCode),
    );
    expect(statuses.sort()).toEqual([200, 404, 404]);

    expect((await owner.call('GET', ORGANIZATION)).json()).toMatchObject({
      email,
      pendingEmail: null,
    });
    expect(await mailsTo(store, had)).toMatchObject([
      { subject: 'Die E-Mail-Adresse Ihrer Firma wurde geändert', locale: 'de' },
    ]);
    const { items } = (await owner.call('GET', '/gigastore/audit-log')).json();
    expect(items.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['organization.email_requested', 'organization.email_confirmed']),
    );
  });

  it('stays when the change is taken back or asked for again', async () => {
    const owner = await newOwner();
    const [first, second] = [`${newId()}@acme.test`, `${newId()}@acme.test`];
    const { email: had } = (await owner.call('GET', ORGANIZATION)).json();
    await change(owner, { email: first });
    const { token } = await lastMailTo(store, first);
    await change(owner, { email: second });
    expect((await confirm(token)).statusCode).toBe(404);
    const { token: newer } = await lastMailTo(store, second);
    expect((await change(owner, { email: had })).json().pendingEmail).toBe(null);
    expect((await confirm(newer)).statusCode).toBe(404);
    expect((await owner.call('GET', ORGANIZATION)).json().email).toBe(had);
  });

  it('becomes the confirmed one of a member at once, and never asks strangers without end', async () => {
    const owner = await newOwner();
    expect((await change(owner, { email: owner.email })).json()).toMatchObject({
      email: owner.email,
      pendingEmail: null,
    });
    const stranger = `${newId()}@elsewhere.test`;
    const statuses: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      statuses.push((await change(owner, { email: stranger })).statusCode);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await mailsTo(store, stranger)).toHaveLength(5);
  });
});
