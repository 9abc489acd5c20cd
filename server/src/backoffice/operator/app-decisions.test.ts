import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { mailsTo } from '../../../test/support/letters.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { androidApp, newSdkApp } from '../../../test/support/sdk-apps.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';
import { readPlatform } from '../../tenancy/organizations/index.ts';
import { createOperatorTasks } from './index.ts';

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);
const operator = await personOf(store, '', 'operator');
const { call: desk } = operator;
const live = await openReseller(store, undefined, 'live');
const sandbox = await openReseller(store);
const APPS = '/gigastore/sdk/apps';
const REASON = 'The certificate is that of another company.';

const reject = (id: string) =>
  desk('POST', `/operator/sdk-apps/${id}/reject`, { body: { reason: REASON } });

describe('a decision about an app', () => {
  it('is mailed to owners and developers in their languages, with the reason', async () => {
    const [owner, developer, support] = await Promise.all([
      personOf(store, live.organizationId, 'owner'),
      personOf(store, live.organizationId, 'developer'),
      personOf(store, live.organizationId, 'support'),
    ]);
    await store.db.run(sql`update people set locale = 'de' where id = ${developer.personId}`);
    const id = await newSdkApp(live);
    await desk('POST', `/operator/sdk-apps/${id}/approve`);
    expect((await reject(id)).statusCode).toBe(200);
    const [approved, rejected] = await mailsTo(store, owner.email);
    expect(approved).toMatchObject({
      kind: 'sdk-app-approved',
      subject: 'Your app is approved: Acme Travel',
    });
    expect(approved?.text).not.toContain('Reason');
    expect(rejected).toMatchObject({ kind: 'sdk-app-rejected', locale: 'en' });
    expect(rejected?.text).toContain(REASON);
    expect(rejected?.text).toContain('notifications about “Apps” are turned on for you');
    const german = await mailsTo(store, developer.email);
    expect(german.map(({ subject }) => subject)).toEqual([
      'Ihre App ist freigegeben: Acme Travel',
      'Ihre App ist abgelehnt: Acme Travel',
    ]);
    expect(await mailsTo(store, support.email)).toEqual([]);
  });

  it('that is refused as made already mails nobody', async () => {
    const owner = await personOf(store, live.organizationId, 'owner');
    const id = await newSdkApp(live);
    await reject(id);
    expect((await reject(id)).json().code).toBe('invalid_state');
    expect(await mailsTo(store, owner.email)).toHaveLength(1);
  });

  it('is listed by its state and by the mode of the account', async () => {
    const [ofLive, ofSandbox] = [await newSdkApp(live), await newSdkApp(sandbox)];
    await reject(ofLive);
    const ids = async (query: string) => {
      const { items } = (await desk('GET', `/operator/sdk-apps?limit=200&${query}`)).json();
      return items.map(({ id }: { id: string }) => id);
    };
    expect(await ids('state=rejected&mode=live')).toContain(ofLive);
    expect(await ids('state=requested&mode=live')).not.toContain(ofLive);
    expect(await ids('state=requested&mode=sandbox')).toContain(ofSandbox);
    expect(await ids('mode=live')).not.toContain(ofSandbox);
  });
});

it('an app of any account is read by its ID until it is removed, by operators only', async () => {
  const id = await newSdkApp(sandbox);
  const path = `/operator/sdk-apps/${id}`;
  const { items } = (await desk('GET', '/operator/sdk-apps?mode=sandbox')).json();
  const listed = items.find((app: { id: string }) => app.id === id);
  expect((await desk('GET', path)).json()).toEqual(listed);
  expect((await sandbox.call('GET', path)).json().code).toBe('insufficient_scope');
  await sandbox.call('DELETE', `${APPS}/${id}`);
  expect((await desk('GET', path)).json().code).toBe('sdk_app_not_found');
  expect((await desk('GET', '/operator/sdk-apps/nothing')).json().code).toBe('sdk_app_not_found');
});

describe('an app of a live account that waits', () => {
  const log = { error() {}, info() {} };
  async function sendMails(realNow = new Date()): Promise<void> {
    const tasks = createOperatorTasks({ db: store.db, log, realNow: () => realNow });
    await tasks['mail-waiting-apps']?.({}, new AbortController().signal);
  }
  /** The mails about an app that the platform got. */
  async function mailsAbout(identifier: string) {
    const platform = await readPlatform(store.db);
    const mails = await mailsTo(store, platform?.email ?? '');
    return mails.filter(
      ({ kind, text }) => kind === 'sdk-app-requested' && text.includes(identifier),
    );
  }
  const register = async (of: typeof live, draft: object) =>
    (await of.call('POST', APPS, { body: draft })).json().id;

  it('is mailed to the operators once, and again when its certificate changes', async () => {
    const draft = androidApp();
    const id = await register(live, draft);
    await Promise.all([sendMails(), sendMails()]);
    await sendMails();
    expect(await mailsAbout(draft.packageName)).toHaveLength(1);
    const { platform: _, ...kept } = draft;
    const body = { ...kept, certificateSha256: androidApp().certificateSha256 };
    expect((await live.call('PUT', `${APPS}/${id}`, { body })).statusCode).toBe(200);
    await sendMails();
    expect(await mailsAbout(draft.packageName)).toHaveLength(2);
  });

  it('is not mailed about if it was decided, removed, or is of a sandbox, or is old', async () => {
    const [decided, removed, ofSandbox, old] = Array.from({ length: 4 }, androidApp);
    await reject(await register(live, decided as object));
    await live.call('DELETE', `${APPS}/${await register(live, removed as object)}`);
    await register(sandbox, ofSandbox as object);
    await register(live, old as object);
    await sendMails(new Date(Date.now() + 86_400_001));
    expect(await mailsAbout(old?.packageName ?? '')).toEqual([]);
    await sendMails();
    for (const app of [decided, removed, ofSandbox]) {
      expect(await mailsAbout(app?.packageName ?? '')).toEqual([]);
    }
    expect(await mailsAbout(old?.packageName ?? '')).toHaveLength(1);
  });
});
