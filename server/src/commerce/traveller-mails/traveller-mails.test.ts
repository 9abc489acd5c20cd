import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, purchase, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { TRAVELLER_LANGUAGES } from '../../kernel/traveller-language.ts';
import { type Database, sql } from '../../platform/db/database.ts';
import { mailTravellersEverywhere } from './index.ts';
import { TRAVELLER_MAILS } from './traveller-mail.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);

let reseller: Reseller;

beforeEach(async () => {
  reseller = await openReseller(store);
});

const ALL = Object.fromEntries(TRAVELLER_MAILS.map((kind) => [kind, true]));
const choose = (body: object = ALL) => reseller.call('PUT', '/gigastore/traveller-mails', { body });

const sell = (more: object = {}) =>
  purchase(reseller, { customerEmail: 'anna@example.com', ...more });

function round(db: Database = store.db): Promise<number> {
  const onError = (error: unknown) => {
    throw error;
  };
  const { links } = store.parts;
  return mailTravellersEverywhere({ db, links, realNow: () => new Date(), onError });
}

type Mail = { kind: string; to: string; locale: string; subject: string; text: string };

async function mails(): Promise<(Mail & { unsubscribeUrl: string | null })[]> {
  return store.db.rows(sql`
    select kind, recipient as "to", locale, subject, text, unsubscribe_url as "unsubscribeUrl"
    from mails
    where organization_id = ${reseller.organizationId} and kind like 'traveller_%'
    order by created_at, id`);
}

const kinds = async () => (await mails()).map(({ kind }) => kind.replace('traveller_', ''));

const device = (iccid: string, action: string, body: object = {}) =>
  reseller.call('POST', `/gigastore/sandbox/esims/${iccid}/${action}`, { body });

async function use(iccid: string, megabytes: number): Promise<void> {
  await device(iccid, 'install');
  await device(iccid, 'attach', { country: 'AT' });
  const used = await device(iccid, 'use', { bytes: megabytes * 1_048_576 });
  expect(used.statusCode, used.body).toBe(200);
}

const wait = (advance: string) =>
  reseller.call('POST', '/gigastore/sandbox/clock', { body: { advance } });

describe('mails to travellers', () => {
  it('are off until the reseller switches them on, and then about what happens later', async () => {
    expect((await reseller.call('GET', '/gigastore/traveller-mails')).json()).toEqual(
      Object.fromEntries(TRAVELLER_MAILS.map((kind) => [kind, false])),
    );
    await sell();
    await round();
    expect((await choose({ installation: true })).json()).toMatchObject({
      ...{ installation: true, lowData: false },
    });
    await round();
    expect(await mails()).toEqual([]);
    await sell();
    await round();
    expect(await kinds()).toEqual(['installation']);
    await choose({ installation: false });
    await sell();
    await round();
    await choose({ installation: true });
    await round();
    expect(await kinds()).toEqual(['installation']);
  });

  it('bring the installation link in the branding and the language of the account', async () => {
    await reseller.call('PUT', '/gigastore/branding', {
      body: { displayName: 'Palmgate', accentColor: '#6a2c5e', defaultLocale: 'ar' },
    });
    await choose();
    const { iccid } = await sell();
    await round();
    const esim = (await reseller.call('GET', `/gigastore/esims/${iccid}`)).json();
    const [mail] = await mails();
    expect(mail).toMatchObject({ to: 'anna@example.com', locale: 'ar', unsubscribeUrl: null });
    expect(mail?.text).toContain(esim.installationUrl);
    expect(mail?.text).toContain('Palmgate');
  });

  it('are on the timeline of the customer, by the clock of the account', async () => {
    await choose();
    await wait('P10D');
    const { customerUid } = await sell();
    await round();
    const path = `/gigastore/customers/${customerUid}/timeline?kind=mail`;
    const { items } = (await reseller.call('GET', path)).json();
    const data = { subject: 'installation', toCustomer: true };
    expect(items).toMatchObject([{ kind: 'mail', actor: null, data }]);
    expect(Date.parse(items[0].at)).toBeGreaterThan(Date.now() + 9 * 86_400_000);
  });

  it('use the language of the last visit or of the last mail', async () => {
    await choose();
    const { iccid, customerUid } = await sell();
    const customer = await reseller.call('GET', `/gigastore/activations/customers/${customerUid}`);
    const { pathname } = new URL(customer.json().customer.profileUrl);
    await store.app.inject({ url: pathname, headers: { 'accept-language': 'ja' } });
    await round();
    expect((await mails())[0]).toMatchObject({ locale: 'ja' });
    await reseller.call('POST', `/gigastore/esim/${iccid}/send-installation`, {
      body: { language: 'pl' },
    });
    await reseller.call('POST', `/gigastore/esim/${iccid}/replace`);
    await round();
    expect((await mails())[1]).toMatchObject({ kind: 'traveller_replaced', locale: 'pl' });
    expect((await mails())[1]?.text).toContain(iccid.slice(-4));
  });

  it('warn once when data runs low, and again only after a top-up', async () => {
    await choose();
    const { iccid, customerUid } = await sell();
    await use(iccid, 950);
    await round();
    expect(await kinds()).toEqual(['lowData']);
    expect((await mails())[0]?.text).toContain('74\u00a0MB');
    await device(iccid, 'use', { bytes: 1_048_576 });
    await round();
    expect(await kinds()).toEqual(['lowData']);
    const body = { inventoryItemId: reseller.items.worldwide, customerUid };
    await reseller.call('POST', '/gigastore/activations/top-up', { body });
    await device(iccid, 'use', { bytes: 1_070 * 1_048_576 });
    await round();
    expect(await kinds()).toEqual(['lowData', 'lowData']);
  });

  it('warn before and tell after the end of a package, however the clock jumps', async () => {
    await choose({ expiring: true, expired: true });
    await sell({ inventoryItemId: reseller.items.austria });
    await wait('P6DT1H');
    await round();
    await round();
    expect(await kinds()).toEqual(['expiring']);
    await wait('P30D');
    await round();
    expect(await kinds()).toEqual(['expiring', 'expired']);
    await sell({ inventoryItemId: reseller.items.austria });
    await wait('P30D');
    await round();
    expect(await kinds()).toEqual(['expiring', 'expired', 'expired']);
  });

  it('say nothing of refunds, to nobody without an address, and of what is installed', async () => {
    await choose();
    const refunded = await sell();
    await reseller.call(
      'POST',
      `/gigastore/activations/activated-items/${refunded.activatedItemUid}/refund`,
    );
    await purchase(reseller, {});
    await device((await sell()).iccid, 'install');
    await round();
    expect(await mails()).toEqual([]);
  });

  it('go to a customer ten times a day at most', async () => {
    await choose();
    const { customerUid } = await sell();
    const body = { inventoryItemId: reseller.items.worldwide, customerUid };
    for (let count = 0; count < 11; count += 1) {
      await reseller.call('POST', '/gigastore/activations/top-up-with-profile', { body });
    }
    await round();
    expect(await mails()).toHaveLength(10);
  });
});

describe('each mail is queued once', () => {
  it('by several workers at once, and when one dies after any statement', async () => {
    await choose();
    await Promise.all([sell(), sell(), sell()]);
    let statements = 0;
    for (let survived = 1; survived <= 60; survived += 7) {
      statements = 0;
      await dying(survived).catch(() => undefined);
    }
    await Promise.all([round(), round(), round()]);
    await round();
    expect(await kinds()).toEqual(['installation', 'installation', 'installation']);

    function dying(survived: number): Promise<number> {
      const db: Database = {
        ...store.db,
        transaction: (work) =>
          store.db.transaction(async (tx) => {
            const run: typeof tx.run = (statement) => {
              statements += 1;
              if (statements > survived) throw new Error('the process died');
              return tx.run(statement);
            };
            return work({ ...tx, run });
          }),
      };
      return round(db);
    }
  });
});

describe('a reminder', () => {
  it('ends with one click of a mail program or on the page, mails with eSIMs do not', async () => {
    await choose();
    const { iccid } = await sell();
    await use(iccid, 950);
    await round();
    const url = new URL((await mails())[0]?.unsubscribeUrl ?? '').pathname;
    const page = await store.app.inject({ url, headers: { 'accept-language': 'de' } });
    expect(page.body).toContain('<h1>E-Mails abbestellen?</h1>');
    const done = await store.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    });
    expect([done.statusCode, done.body]).toEqual([200, expect.stringContaining('unsubscribed')]);
    await reseller.call('POST', `/gigastore/esim/${iccid}/replace`);
    await wait('P29DT1H');
    await wait('P30D');
    await round();
    expect(await kinds()).toEqual(['lowData', 'replaced']);
    const other = await store.app.inject({ method: 'POST', url: url.slice(0, -1) });
    expect([other.statusCode, other.body]).toEqual([404, expect.stringContaining('not found')]);
  });

  it('is erased with its customer, who gets no further ones', async () => {
    await choose();
    const { iccid, customerUid } = await sell();
    await use(iccid, 950);
    await round();
    await device(iccid, 'use', { bytes: 1 });
    await reseller.call('DELETE', `/gigastore/activations/customers/${customerUid}`);
    await wait('P60D');
    await round();
    expect(await mails()).toMatchObject([{ to: null, text: null }]);
  });
});

describe('the preview of a mail', () => {
  it.each(TRAVELLER_MAILS)('shows %s in every language', async (kind) => {
    for (const language of TRAVELLER_LANGUAGES) {
      const path = `/gigastore/traveller-mails/preview?kind=${kind}&language=${language}`;
      const { subject, text, html } = (await reseller.call('GET', path)).json();
      expect(`${subject}${text}`).not.toMatch(/\{\w+\}|undefined/);
      expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
      expect(/\/mails\//.test(text)).toBe(!['installation', 'replaced'].includes(kind));
    }
  });
});
