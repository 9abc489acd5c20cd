import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../../test/support/database.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { createOrganization } from '../../../commerce/onboarding/index.ts';
import { newId } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/db/database.ts';
import { disableEndpoint } from './disable-endpoint.ts';

const test = await forThisFile(createTestDatabase());

const AT = new Date('2026-04-30T09:55:36.430Z');
const url = 'https://shop.test/hooks?secret=hunter2';

/** A company that writes this language, with an address for Country Change. */
async function openCompany(locale = 'en') {
  const email = `${newId()}@shop.test`;
  const made = await test.db.transaction((tx) =>
    createOrganization(tx, { name: 'Shop', email, now: AT }),
  );
  const { organizationId, sandboxAccountId: accountId } = made;
  await test.db.run(sql`update organizations set locale = ${locale} where id = ${organizationId}`);
  await test.db.run(sql`
    insert into webhook_endpoints (account_id, event, url, secret_encrypted, last_sequence)
    values (${accountId}, 'country-change', ${url}, 'sealed', 0)`);
  const reason = 'The server answered 410 (Gone).';
  const disabling = { accountId, event: 'country-change', url, at: AT, reason };
  return {
    organizationId,
    email,
    disable: (over: { url?: string } = {}) =>
      test.db.transaction((tx) => disableEndpoint(tx, { ...disabling, ...over })),
    enable: () =>
      test.db.run(sql`
        update webhook_endpoints
        set enabled = true, disabled_at = null, disabled_reason = null
        where account_id = ${accountId}`),
    mails: () =>
      test.db.rows<Record<string, string>>(sql`
        select kind, recipient, locale, subject, text
        from mails
        where organization_id = ${organizationId}
        order by id`),
  };
}

describe('the company of an address that is switched off', () => {
  it('is told which one, why, and what to do', async () => {
    const company = await openCompany();
    expect(await company.disable()).toBe(true);
    const [{ text = '', ...mail } = {}, ...others] = await company.mails();
    expect(mail).toEqual({
      kind: 'webhook_disabled',
      recipient: company.email,
      locale: 'en',
      subject: 'Webhook country-change was disabled',
    });
    expect(others).toEqual([]);
    for (const words of [
      'Account: sandbox',
      'Address: https://shop.test/hooks\n',
      'Disabled: 2026-04-30 09:55 UTC',
      'Reason: The server answered 410 (Gone).',
      'PUT /gigastore/webhooks/country-change',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('hunter2');
  });

  it('is told in its language', async () => {
    const company = await openCompany('de');
    await company.disable();
    const [mail] = await company.mails();
    expect(mail).toMatchObject({ locale: 'de' });
    expect(mail?.subject).toBe('Webhook country-change wurde abgeschaltet');
    expect(mail?.text).toContain('Ihres Sandbox-Kontos');
  });

  it('is told once each time, however many notice at once', async () => {
    const company = await openCompany();
    const done = await Promise.all(Array.from({ length: 10 }, () => company.disable()));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await company.mails()).toHaveLength(1);
    await company.enable();
    await company.disable();
    expect(await company.mails()).toHaveLength(2);
  });

  it('is told nothing when another address was set meanwhile', async () => {
    const company = await openCompany();
    expect(await company.disable({ url: 'https://shop.test/old' })).toBe(false);
    expect(await company.mails()).toEqual([]);
  });
});
