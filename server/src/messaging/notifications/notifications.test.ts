import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { mailsTo } from '../../../test/support/letters.ts';
import { personOf, type TestPerson } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { RESELLER_ROLES, type Role } from '../../identity/people/index.ts';
import { newId } from '../../kernel/ids.ts';
import { type Notice, notifyColleague, notifyColleagues } from './index.ts';
import { receives } from './notification.ts';

const PATH = '/auth/notifications';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const { call: desk } = await personOf(store, '', 'operator');

const newOrganization = async () => (await store.newAccount()).organizationId;
const joined = (organizationId: string, role: Role) => personOf(store, organizationId, role);

async function turn(person: TestPerson, kind: string, enabled: boolean) {
  return person.call('PUT', PATH, { body: { items: [{ kind, enabled }] } });
}

/** The kinds that a person receives. */
async function enabledFor(person: TestPerson): Promise<string[]> {
  const { items } = (await person.call('GET', PATH)).json();
  return items
    .filter(({ enabled }: { enabled: boolean }) => enabled)
    .map(({ kind }: { kind: string }) => kind);
}

/** Notifies an organization that its credits are low, and returns who got the mail. */
async function notifyLow(organizationId: string, to: string, more: Partial<Notice> = {}) {
  const kind = `low-${newId()}`.slice(0, 40);
  const notice: Notice = {
    about: 'low_credits',
    kind,
    organizationId,
    company: { to, locale: 'en' },
    contentIn: (locale) => ({ subject: `Low (${locale})`, paragraphs: ['Your credits are low.'] }),
    ...more,
  };
  await store.db.transaction((tx) => notifyColleagues(tx, notice));
  return async (address: string) =>
    (await mailsTo(store, address)).filter((mail) => mail.kind === kind);
}

describe('notifications', () => {
  it('follow the role of a person who has chosen nothing', async () => {
    const organizationId = await newOrganization();
    const [finance, support] = await Promise.all([
      joined(organizationId, 'finance'),
      joined(organizationId, 'support'),
    ]);
    expect(await enabledFor(finance)).toEqual([
      'low_credits',
      'automatic_top_up',
      'payments',
      'invoices',
      'ticket_replies',
      'batch_finished',
      'security',
    ]);
    expect(await enabledFor(support)).toEqual(['ticket_replies', 'batch_finished', 'security']);
  });

  it('know every role of a reseller', () => {
    const roles = RESELLER_ROLES.filter((role) => receives('ticket_replies', role, null));
    expect(roles).toEqual([...RESELLER_ROLES]);
  });

  it('are turned on and off one by one, and the change is in the audit log', async () => {
    const organizationId = await newOrganization();
    const support = await joined(organizationId, 'support');
    expect((await turn(support, 'low_credits', true)).statusCode).toBe(200);
    await turn(support, 'ticket_replies', false);
    expect(await enabledFor(support)).toEqual(['low_credits', 'batch_finished', 'security']);
    const owner = await joined(organizationId, 'owner');
    const { items } = (await owner.call('GET', '/gigastore/audit-log')).json();
    expect(items[0]).toMatchObject({
      action: 'person.notifications_changed',
      target: support.personId,
    });
  });

  it('about security and, for owners, about the account cannot be turned off', async () => {
    const organizationId = await newOrganization();
    const owner = await joined(organizationId, 'owner');
    for (const kind of ['security', 'account_status']) {
      const refused = await turn(owner, kind, false);
      expect(refused.json()).toMatchObject({ code: 'invalid_request' });
      expect(await enabledFor(owner)).toContain(kind);
    }
    const viewer = await joined(organizationId, 'viewer');
    expect((await turn(viewer, 'account_status', false)).statusCode).toBe(200);
  });

  it('of the platform are about security alone', async () => {
    const operator = await personOf(store, '', 'operator');
    expect(await enabledFor(operator)).toEqual(['security']);
    const refused = await turn(operator, 'invoices', true);
    expect(refused.json().errors[0].path).toBe('/items/0/kind');
  });
});

describe('a mail to colleagues', () => {
  it('goes to the company and to those who want it, and says how to unsubscribe', async () => {
    const organizationId = await newOrganization();
    const owner = await joined(organizationId, 'owner');
    const finance = await joined(organizationId, 'finance');
    const support = await joined(organizationId, 'support');
    await turn(finance, 'low_credits', false);
    const office = `${newId()}@office.test`;
    const mailsOf = await notifyLow(organizationId, office);
    expect(await mailsOf(office)).toHaveLength(1);
    const [mail] = await mailsOf(owner.email);
    expect(mail?.text).toContain('notifications about “Low credits” are turned on for you');
    expect(mail?.text).toContain('To unsubscribe, turn them off');
    expect([...(await mailsOf(finance.email)), ...(await mailsOf(support.email))]).toEqual([]);
  });

  it('goes once to a person whose address is that of the company, if they want it', async () => {
    const organizationId = await newOrganization();
    const owner = await joined(organizationId, 'owner');
    const wanted = await notifyLow(organizationId, owner.email.toUpperCase());
    expect(await wanted(owner.email)).toHaveLength(1);
    await turn(owner, 'low_credits', false);
    const unwanted = await notifyLow(organizationId, owner.email);
    expect(await unwanted(owner.email)).toEqual([]);
    const owed = await notifyLow(organizationId, owner.email, { isOwedToCompany: true });
    expect(await owed(owner.email)).toHaveLength(1);
  });

  it('is queued once for each person when it has a key', async () => {
    const organizationId = await newOrganization();
    const owner = await joined(organizationId, 'owner');
    const office = `${newId()}@office.test`;
    const onceKey = newId();
    await notifyLow(organizationId, office, { onceKey, kind: 'once' });
    await notifyLow(organizationId, office, { onceKey, kind: 'once' });
    for (const address of [office, owner.email]) {
      const mails = (await mailsTo(store, address)).filter(({ kind }) => kind === 'once');
      expect(mails).toHaveLength(1);
    }
  });

  it('to one person is left out if they turned it off, and known to be impossible', async () => {
    const organizationId = await newOrganization();
    const viewer = await joined(organizationId, 'viewer');
    const notice = {
      about: 'batch_finished',
      kind: 'batch-done',
      organizationId,
      contentIn: () => ({ subject: 'Done', paragraphs: ['It is done.'] }),
    } as const;
    const notify = (personId: string) =>
      store.db.transaction((tx) => notifyColleague(tx, notice, personId));
    expect(await notify(viewer.personId)).toBe(true);
    await turn(viewer, 'batch_finished', false);
    expect(await notify(viewer.personId)).toBe(true);
    expect(await mailsTo(store, viewer.email)).toHaveLength(1);
    expect(await notify(newId())).toBe(false);
  });

  it('about a suspension reaches every owner', async () => {
    const owner = await joined(reseller.organizationId, 'owner');
    const path = `/operator/accounts/${reseller.id}`;
    await desk('POST', `${path}/suspend`, { body: { reason: 'Unusual sales' } });
    await desk('POST', `${path}/resume`, { body: { reason: 'All is well' } });
    const kinds = (await mailsTo(store, owner.email)).map(({ kind }) => kind);
    expect(kinds).toEqual(['account-suspended', 'account-resumed']);
  });

  it('about a reply to a ticket is not sent to an author who does not want it', async () => {
    const author = await joined(reseller.organizationId, 'support');
    const headers = { 'x-account': 'sandbox' };
    const body = { subject: 'A package', text: 'Please look at it.' };
    const ticket = (await author.call('POST', '/gigastore/tickets', { body, headers })).json();
    await turn(author, 'ticket_replies', false);
    await desk('POST', `/operator/tickets/${ticket.id}/replies`, { body: { text: 'Done.' } });
    expect(await mailsTo(store, author.email)).toEqual([]);
  });
});

/** Mails to travellers and the platform, and those about security, which nobody can turn off. */
const OTHER_MAILS = [
  'src/backoffice/operator/mail-operators.ts',
  'src/backoffice/tickets/mails.ts',
  'src/commerce/installation-mails/send-installation.ts',
  'src/commerce/traveller-mails/mail-events.ts',
  'src/identity/people/mail-person.ts',
  'src/identity/team/change-address.ts',
  'src/identity/team/closing-mails.ts',
  'src/identity/team/invite.ts',
  'src/identity/team/notify-of-key.ts',
  'src/messaging/notifications/notify-colleagues.ts',
];

it('every mail to colleagues asks what they want', () => {
  const root = join(import.meta.dirname, '../../..');
  const senders = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => !path.startsWith('src/messaging/mail/'))
    .filter((path) => readFileSync(join(root, path), 'utf8').includes('queueMail('));
  expect(senders.sort()).toEqual(OTHER_MAILS);
});
