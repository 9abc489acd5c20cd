import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  addCreditsAndItems,
  LINKS,
  loadPlans,
  registration,
  type Shop,
  sell,
} from '../../../test/support/shop.ts';
import { type Call, openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { sql } from '../../platform/db/database.ts';
import { registerInstallationMailRoute } from './index.ts';

const slice = await forThisFile(
  openSlice((app, parts) => registerInstallationMailRoute(app, { ...parts, links: LINKS })),
);
await loadPlans(slice.db);

let account: TestAccount;
let shop: Shop;
let call: Call;

beforeEach(async () => {
  account = await slice.newAccount();
  shop = await addCreditsAndItems(slice.db, account);
  call = await account.caller('sell');
});

async function register(over: object = {}) {
  const { sold } = await sell(shop, registration(shop, over));
  return { iccid: sold.esimProfile.iccid as string, customer: sold.customer.uid as string, sold };
}

const send = (iccid: string, body: object = {}, by = call) =>
  by('POST', `/gigastore/esim/${iccid}/send-installation`, { body });

function mailsOf(): Promise<
  { recipient: string; subject: string; text: string; locale: string }[]
> {
  return slice.db.rows(sql`
    select recipient, subject, text, locale from mails
    where organization_id = ${account.organizationId} order by created_at, id`);
}

it('the mail with the installation link has the brand of the reseller', async () => {
  await slice.db.run(sql`
    insert into brandings (organization_id, display_name, accent_color, support_email,
      support_phone, sender_name, default_locale)
    values (${account.organizationId}, 'Alpenreisen', '#7a1f3d', 'hilfe@alpen.example',
      '+43 1 234567', 'Alpenreisen eSIM', 'de')`);
  const { iccid } = await register({ customerEmail: 'anna@example.com' });
  expect((await send(iccid)).json()).toMatchObject({ language: 'de' });
  const [mail] = await slice.db.rows<Record<string, string>>(sql`
    select subject, text, html, sender_name as "senderName", reply_to as "replyTo"
    from mails
    where organization_id = ${account.organizationId}`);
  expect(mail).toMatchObject({
    subject: 'Installieren Sie Ihre eSIM',
    senderName: 'Alpenreisen eSIM',
    replyTo: 'hilfe@alpen.example',
  });
  expect(mail?.text).toContain('Mit freundlichen Grüßen\nAlpenreisen');
  expect(mail?.text).toContain('hilfe@alpen.example · +43 1 234567');
  expect(mail?.html).toContain('#7a1f3d');
  expect((await send(iccid, { language: 'en' })).json()).toMatchObject({ language: 'en' });
});

describe('sending the installation link', () => {
  it('mails the link to the customer, and keeps who sent it without the address', async () => {
    const { iccid, customer, sold } = await register({ customerEmail: 'anna@example.com' });
    const answer = await send(iccid);
    expect(answer.statusCode, answer.body).toBe(202);
    expect(answer.json()).toMatchObject({ iccid, customerUid: customer, toCustomer: true });
    const [mail] = await mailsOf();
    expect(mail).toMatchObject({ recipient: 'anna@example.com', subject: 'Install your eSIM' });
    expect(mail?.text).toContain(sold.esimProfile.installationUrl);
    expect(mail?.text).toContain('eSIM Worldwide 1 GB');
    const kept = await slice.db.row(sql`
      select * from installation_mails where account_id = ${account.id}`);
    const audited = await slice.db.row(sql`select * from audit_log where target = ${iccid}`);
    expect(audited).toMatchObject({ action: 'esim.installation_sent' });
    expect(JSON.stringify([kept, audited], (_, value) => String(value))).not.toContain('anna@');
  });

  it('goes to another address and in another language when asked', async () => {
    const { iccid } = await register();
    const body = { email: 'bob@example.com', language: 'de' };
    expect((await send(iccid, body)).json()).toMatchObject({ toCustomer: false, language: 'de' });
    expect(await mailsOf()).toMatchObject([{ recipient: 'bob@example.com', locale: 'de' }]);
  });

  it('is limited for each eSIM, also for many requests at once', async () => {
    const { iccid } = await register({ customerEmail: 'anna@example.com' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(iccid)));
    const codes = answers.map(({ statusCode }) => statusCode).sort();
    expect(codes).toEqual([202, 202, 202, 202, 202, 429, 429, 429]);
    expect(await mailsOf()).toHaveLength(5);
    const refused = await send(iccid);
    expect([refused.json().code, refused.headers['retry-after']]).toEqual(['rate_limited', '3600']);
  });

  it('is limited for the account', async () => {
    const { iccid } = await register({ customerEmail: 'anna@example.com' });
    await slice.db.run(sql`
      insert into installation_mail_counts (account_id, day, mails)
      values (${account.id}, (now() at time zone 'UTC')::date, 1000)`);
    expect((await send(iccid)).json().code).toBe('rate_limited');
    expect(await mailsOf()).toEqual([]);
  });

  it('refuses without an address, an eSIM, its scope, or a customer', async () => {
    const { iccid, customer } = await register();
    expect((await send(iccid)).json().code).toBe('invalid_request');
    expect((await send(iccid, { email: 'nonsense' })).json().code).toBe('invalid_request');
    const body = { email: 'bob@example.com' };
    expect((await send('8999901000000000019', body)).json().code).toBe('esim_profile_not_found');
    const stranger = await (await slice.newAccount()).caller('sell');
    expect((await send(iccid, body, stranger)).json().code).toBe('esim_profile_not_found');
    const reader = await account.caller('read');
    expect((await send(iccid, body, reader)).json().code).toBe('insufficient_scope');
    await slice.db.run(sql`
      update customers set erased_at = now()
      where account_id = ${account.id} and id = ${customer}`);
    expect((await send(iccid, body)).json().code).toBe('customer_deleted');
    await slice.db.run(sql`
      update customers set erased_at = null where account_id = ${account.id} and id = ${customer}`);
    await slice.db.run(sql`
      update esim_profiles set retired_at = now()
      where account_id = ${account.id} and iccid = ${iccid}`);
    expect((await send(iccid, body)).json().code).toBe('invalid_state');
  });

  it('is refused to an address that is kept and that no mail reaches', async () => {
    const { iccid } = await register({ customerEmail: 'ta..ro.@docomo.ne.jp' });
    const refused = (await send(iccid)).json();
    expect(refused).toMatchObject({ code: 'invalid_request', errors: [{ path: '/email' }] });
    expect((await send(iccid, { email: 'anna@example.com' })).statusCode).toBeLessThan(300);
  });

  it('is refused while the account is suspended', async () => {
    const { iccid } = await register({ customerEmail: 'anna@example.com' });
    await slice.db.run(sql`
      update accounts set suspended_at = now()
      where id = ${account.id}`);
    expect((await send(iccid)).json().code).toBe('account_suspended');
  });
});
