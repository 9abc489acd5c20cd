import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo, mailsTo } from '../../../test/support/letters.ts';
import { PASSWORD, personOf } from '../../../test/support/people.ts';
import { codeOf, company, newEmail, shown, signIn } from '../../../test/support/sign-ins.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';
import { sql } from '../../platform/db/database.ts';
import { MAX_MAILS } from '../people/index.ts';
import { pruneSignIns } from './index.ts';

const store = await forThisFile(openStore());
const { organizationId } = await store.newAccount();

const newMember = (role: 'owner' | 'viewer' = 'viewer') => personOf(store, organizationId, role);

describe('signing up', () => {
  it('makes a company whose owner signs in after the mail', async () => {
    const browser = openBrowser(store);
    const email = newEmail();
    const timeZone = 'America/Bogota';
    const asked = await browser.post('/auth/sign-up', { ...company(email), timeZone });
    expect([asked.statusCode, asked.json()]).toEqual([202, { status: 'mail_sent' }]);

    expect(codeOf(await signIn(browser, email))).toBe('email_not_verified');
    const { token } = await lastMailTo(store, email);
    expect((await browser.post('/auth/verify-email', { token })).statusCode).toBe(200);
    expect((await signIn(browser, email)).json()).toEqual({ status: 'signed_in' });

    const me = (await browser.get('/auth/session')).json();
    expect(me).toMatchObject({
      person: { name: 'Ada', email, twoFactorEnabled: false },
      organization: { name: 'Acme Travel', timeZone, isPlatform: false },
      role: 'owner',
    });
    expect((await browser.get('/gigastore/credits')).statusCode).toBe(200);
  });

  it.each([
    ['nothing', 0],
    ['starter', 1],
    ['everything', 2],
  ])('offers %s of the catalogue where that is chosen', async (offers, items) => {
    const world = await addPlan(store.db, { countrySet: 'WWW', wholesaleMinor: 200n });
    const austria = await addPlan(store.db, { countrySet: 'AT', wholesaleMinor: 200n });
    const browser = openBrowser(store);
    const email = newEmail();
    await browser.post('/auth/sign-up', { ...company(email), offers });
    const { token } = await lastMailTo(store, email);
    await browser.post('/auth/verify-email', { token });
    await signIn(browser, email);
    const inventory = (await browser.get('/gigastore/products/inventory')).json();
    const offered = inventory.items.map(({ productId }: { productId: string }) => productId);
    const made = [world.id, austria.id].filter((id) => offered.includes(id));
    expect(made).toHaveLength(items);
  });

  it('answers the same for an address that is known, which a mail tells so', async () => {
    const { email } = await newMember();
    const browser = openBrowser(store);
    const known = await browser.post('/auth/sign-up', company(email.toUpperCase()));
    const unknown = await browser.post('/auth/sign-up', company(newEmail()));
    expect(shown(known)).toEqual(shown(unknown));
    expect(await lastMailTo(store, email)).toMatchObject({ kind: 'account-exists' });
    expect((await signIn(browser, email)).statusCode).toBe(200);
  });

  const STRANGERS = 'the password of a stranger';
  async function signUpTwice(email: string) {
    const browser = openBrowser(store);
    await browser.post('/auth/sign-up', company(email));
    const stranger = { ...company(email), name: 'Mallory', password: STRANGERS };
    expect((await browser.post('/auth/sign-up', stranger)).statusCode).toBe(202);
    return { browser, mails: await mailsTo(store, email) };
  }

  it('a second time changes nothing that the first attempt keeps', async () => {
    const email = newEmail();
    const { browser, mails } = await signUpTwice(email);
    const verified = await browser.post('/auth/verify-email', { token: mails[0]?.token });
    expect(verified.json()).toEqual({ status: 'verified' });
    expect((await signIn(browser, email, STRANGERS)).statusCode).toBe(401);
    expect((await signIn(browser, email)).json()).toEqual({ status: 'signed_in' });
    expect((await browser.get('/auth/session')).json().person).toMatchObject({ name: 'Ada' });
    const late = { token: mails[1]?.token, password: STRANGERS };
    expect(codeOf(await browser.post('/auth/verify-email', late))).toBe('link_not_found');
  });

  it('a second time changes nothing when the address has had enough mails', async () => {
    const email = newEmail();
    const browser = openBrowser(store);
    await browser.post('/auth/sign-up', company(email));
    for (let mail = 0; mail < MAX_MAILS; mail += 1) {
      await browser.post('/auth/forgot-password', { email });
    }
    await browser.post('/auth/sign-up', { ...company(email), password: STRANGERS });
    const [first] = await mailsTo(store, email);
    await browser.post('/auth/verify-email', { token: first?.token });
    expect((await signIn(browser, email, STRANGERS)).statusCode).toBe(401);
    expect((await signIn(browser, email)).statusCode).toBe(200);
  });

  it('a second time sends a link that asks for the password of that attempt', async () => {
    const email = newEmail();
    const { browser, mails } = await signUpTwice(email);
    const token = mails[1]?.token;
    const verify = (body: object) => browser.post('/auth/verify-email', { token, ...body });
    expect(codeOf(await verify({}))).toBe('invalid_request');
    expect(codeOf(await verify({ password: PASSWORD }))).toBe('sign_in_failed');
    const page = await browser.get(`/auth/verify?token=${token}`);
    expect(page.body).toContain('type="password"');
    expect((await verify({ password: STRANGERS })).statusCode).toBe(200);
    expect((await signIn(browser, email, STRANGERS)).statusCode).toBe(200);
    expect((await signIn(openBrowser(store), email)).statusCode).toBe(401);
  });

  it('a second time makes a link that is sent again ask for a new password', async () => {
    const email = newEmail();
    const { browser } = await signUpTwice(email);
    await browser.post('/auth/resend-verification', { email });
    const { kind, token } = await lastMailTo(store, email);
    expect(kind).toBe('set-password');
    const body = { token, password: 'a new one entirely' };
    expect((await browser.post('/auth/reset-password', body)).statusCode).toBe(200);
    expect((await signIn(browser, email, body.password)).statusCode).toBe(200);
  });

  it('makes the company of the link that proves the address, and none before', async () => {
    const email = newEmail();
    const browser = openBrowser(store);
    await browser.post('/auth/sign-up', company(email));
    await browser.post('/auth/sign-up', { ...company(email), companyName: 'Acme Two' });
    const companies = () =>
      store.db.rows<{ name: string }>(sql`select name from organizations where email = ${email}`);
    expect(await companies()).toEqual([]);
    const token = (await mailsTo(store, email))[1]?.token;
    await browser.post('/auth/verify-email', { token, password: PASSWORD });
    expect(await companies()).toEqual([{ name: 'Acme Two' }]);
    await signIn(browser, email);
    const me = (await browser.get('/auth/session')).json();
    expect(me).toMatchObject({ role: 'owner', organization: { name: 'Acme Two' } });
  });

  it('makes the company by a link for a forgotten password too, once', async () => {
    const email = newEmail();
    const browser = openBrowser(store);
    await browser.post('/auth/sign-up', company(email));
    await browser.post('/auth/forgot-password', { email });
    const { token } = await lastMailTo(store, email);
    const body = { token, password: 'a new one entirely' };
    const both = [
      browser.post('/auth/reset-password', body),
      browser.post('/auth/reset-password', body),
    ];
    const statuses = (await Promise.all(both)).map(({ statusCode }) => statusCode);
    expect(statuses.sort()).toEqual([200, 404]);
    await signIn(browser, email, body.password);
    expect((await browser.get('/auth/session')).json()).toMatchObject({
      role: 'owner',
      organization: { name: 'Acme Travel' },
    });
  });

  it('makes no company for who has joined another one meanwhile', async () => {
    const email = newEmail();
    const browser = openBrowser(store);
    await browser.post('/auth/sign-up', company(email));
    const owner = await newMember('owner');
    const invitation = { email, role: 'viewer' };
    await owner.call('POST', '/gigastore/team/invitations', { body: invitation });
    const { token } = await lastMailTo(store, email);
    await browser.post('/auth/invitations/accept', { token, name: 'Ada', password: PASSWORD });
    await signIn(browser, email);
    expect((await browser.get('/auth/session')).json()).toMatchObject({ role: 'viewer' });
    const companies = await store.db.rows(sql`
      select id from organizations where email = ${email}`);
    expect(companies).toEqual([]);
  });

  it('is forgotten a week later when nobody has proved the address', async () => {
    const [old, recent, proved] = [newEmail(), newEmail(), newEmail()];
    const browser = openBrowser(store);
    for (const email of [old, recent, proved]) await browser.post('/auth/sign-up', company(email));
    const { token } = await lastMailTo(store, proved);
    await browser.post('/auth/verify-email', { token });
    await store.db.run(sql`
      update people set created_at = now() - interval '8 days'
      where email in (${old}, ${proved})`);
    const left = () =>
      store.db.rows<{ email: string }>(sql`
        select email from people where email in (${old}, ${recent}, ${proved}) order by email`);
    await pruneSignIns(store.db, new Date());
    expect(await left()).toHaveLength(3);
    await store.db.run(sql`
      update mailed_links set expires_at = now() - interval '1 second'
      from people where people.id = person_id and email = ${old}`);
    await pruneSignIns(store.db, new Date());
    expect((await left()).map(({ email }) => email)).toEqual([recent, proved].sort());
    expect((await browser.post('/auth/sign-up', company(old))).statusCode).toBe(202);
  });

  it.each([
    ['companyName', ''],
    ['companyName', ' '],
    ['name', 'a\u0001b'],
    ['email', 'ada'],
    ['email', 'ada@nowhere'],
    ['password', 'Password12345'],
    ['password', 'too short'],
    ['password', 'x'.repeat(129)],
    ['locale', 'fr'],
  ])('is refused for its %s: %j', async (name, value) => {
    const body = { ...company(newEmail()), [name]: value };
    const answer = await openBrowser(store).post('/auth/sign-up', body);
    expect(answer.json()).toMatchObject({ code: 'invalid_request' });
    expect(JSON.stringify(answer.json().errors)).toContain(name);
  });
});
