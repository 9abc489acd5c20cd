import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openAppAttest, openPlayStore, verdictOn } from '../../../test/support/attesting-phones.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { androidApp, iosApp } from '../../../test/support/sdk-apps.ts';
import { openPhone } from '../../../test/support/sdk-phone.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { hashOfRequest, reencryptAttestationKeys } from '../../tenancy/sdk-attestation/index.ts';

const apple = await openAppAttest();
const store = await forThisFile(openStore({}, undefined, { appAttestRoot: apple.root }), {
  hasBooks: false,
});
await loadPlans(store.db);
const reseller = await openReseller(store);
const { call } = reseller;

const settingsOf = (appId: string) => `/gigastore/sdk/apps/${appId}/attestation`;
const set = (appId: string, body: object) => call('PUT', settingsOf(appId), { body });

/** A phone whose app requires an attestation, and what it sends to start a session. */
async function openAttested(draft: object, settings: object) {
  const phone = await openPhone(reseller, draft);
  const answer = await set(phone.appId, { required: true, ...settings });
  expect(answer.statusCode, answer.body).toBe(200);
  const { customerUid } = await reseller.sell();
  const installToken = await phone.tokenFor({ customerUid });
  const installationId = newId();
  const requestHash = hashOfRequest({ installToken, installationId });
  const startWith = (attestation?: string, token = installToken) =>
    phone.start(token, { installationId, attestation });
  return { ...phone, startWith, requestHash, customerUid };
}

const android = androidApp();
const play = openPlayStore();
const attestedAndroid = () => openAttested({ ...android, ...androidName() }, play.keys);
const androidName = () => ({ packageName: androidApp().packageName });

describe('a session of an Android app that requires an attestation', () => {
  it('starts with a token of Play Integrity for its request', async () => {
    const draft = { ...android, ...androidName() };
    const phone = await openAttested(draft, play.keys);
    const { requestHash } = phone;
    const token = await play.tokenOf(verdictOn(draft, { requestHash }));
    expect((await phone.startWith(token)).statusCode).toBe(200);
    // The answer may be lost.
    expect((await phone.startWith(token)).statusCode).toBe(200);
  });

  it('is refused without one, and the install token stays unused', async () => {
    const phone = await attestedAndroid();
    const answer = await phone.startWith();
    expect(answer.statusCode).toBe(403);
    expect(answer.json().code).toBe('app_not_attested');
    await set(phone.appId, { required: false });
    expect((await phone.startWith()).statusCode).toBe(200);
  });

  it('is refused with the token of another request', async () => {
    const draft = { ...android, ...androidName() };
    const phone = await openAttested(draft, play.keys);
    const { requestHash } = phone;
    const token = await play.tokenOf(verdictOn(draft, { requestHash }));
    const other = await phone.tokenFor({ customerUid: phone.customerUid });
    const answer = (await phone.startWith(token, other)).json();
    expect(answer).toMatchObject({ code: 'app_not_attested', status: 403 });
    expect(answer.detail).toMatch(/nonce/);
  });

  it('is refused for a wrong install token before its attestation is read', async () => {
    const phone = await attestedAndroid();
    expect((await phone.startWith('nothing', 'wrong')).json().code).toBe('invalid_credentials');
  });
});

describe('a session of an iOS app that requires an attestation', () => {
  it('starts with an attestation of App Attest, and not with that of another app', async () => {
    const draft = iosApp();
    const phone = await openAttested(draft, {});
    const { requestHash } = phone;
    const wrong = await apple.attest({ appId: 'A1B2C3D4E5.com.other', requestHash });
    expect((await phone.startWith(wrong)).json().code).toBe('app_not_attested');
    const appId = `${draft.teamId}.${draft.bundleId}`;
    const right = await apple.attest({ appId, requestHash });
    expect((await phone.startWith(right)).statusCode).toBe(200);
  });
});

it('an app without settings starts sessions as before, whatever it sends', async () => {
  const phone = await openPhone(reseller);
  const { customerUid } = await reseller.sell();
  const token = await phone.tokenFor({ customerUid });
  expect((await phone.start(token, { attestation: 'anything' })).statusCode).toBe(200);
});

describe('an app', () => {
  const APPS = '/gigastore/sdk/apps';
  const activating = { activatesItems: true };
  const readApp = async (appId: string) => {
    const { items } = (await call('GET', APPS)).json();
    return items.find(({ id }: { id: string }) => id === appId);
  };

  it('whose sessions need an attestation is not opened to calls with user tokens', async () => {
    const { appId } = await openPhone(reseller, iosApp());
    await set(appId, { required: true });
    const answer = await call('PUT', `${APPS}/${appId}`, { body: activating });
    expect(answer.statusCode).toBe(409);
    expect(answer.json().code).toBe('invalid_state');
    expect(answer.json().detail).toMatch(/Switch the attestation off first/);
    const shown = { activatesItems: false, requiresAttestation: true };
    expect(await readApp(appId)).toMatchObject(shown);
    const renamed = await call('PUT', `${APPS}/${appId}`, { body: { name: 'Acme Safe' } });
    expect(renamed.json()).toMatchObject({ ...shown, name: 'Acme Safe' });
    await set(appId, { required: false });
    const open = await call('PUT', `${APPS}/${appId}`, { body: activating });
    expect(open.json()).toMatchObject({ activatesItems: true, requiresAttestation: false });
  });

  it('that is open to calls with user tokens cannot require an attestation', async () => {
    const { appId } = await openPhone(reseller, { ...iosApp(), ...activating });
    const answer = await set(appId, { required: true });
    expect(answer.statusCode).toBe(409);
    expect(answer.json().code).toBe('invalid_state');
    expect(answer.json().detail).toMatch(/Switch `activatesItems` of the app off first/);
    expect((await call('GET', settingsOf(appId))).json().required).toBe(false);
    expect((await set(appId, { required: false })).statusCode).toBe(200);
    await call('PUT', `${APPS}/${appId}`, { body: { activatesItems: false } });
    expect((await set(appId, { required: true })).statusCode).toBe(200);
  });

  it('has one of both at most, also after parallel requests', async () => {
    const { appId } = await openPhone(reseller, iosApp());
    for (let round = 0; round < 5; round += 1) {
      await set(appId, { required: false });
      await call('PUT', `${APPS}/${appId}`, { body: { activatesItems: false } });
      const answers = await Promise.all([
        call('PUT', `${APPS}/${appId}`, { body: activating }),
        set(appId, { required: true }),
      ]);
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
      const { activatesItems, requiresAttestation } = await readApp(appId);
      expect(activatesItems).toBe(!requiresAttestation);
    }
  });
});

describe('the settings', () => {
  it('are shown without the decryption key, which rests encrypted', async () => {
    const { appId } = await attestedAndroid();
    const shown = (await call('GET', settingsOf(appId.toUpperCase()))).json();
    const { verificationKey } = play.keys;
    const updatedAt = expect.any(String);
    expect(shown).toEqual({ appId, required: true, environment: null, verificationKey, updatedAt });
    const rows = await store.db.rows<{ text: string }>(sql`
      select s::text as text
      from sdk_attestation_settings as s
      where account_id = ${reseller.id}`);
    const kept = rows.map(({ text }) => text).join();
    const bytes = Buffer.from(play.keys.decryptionKey).toString('hex');
    expect(kept).not.toContain(bytes);
  });

  it('are off until they are set, and again when they are removed', async () => {
    const { appId } = await openPhone(reseller, iosApp());
    const off = { appId, required: false, environment: null, verificationKey: null };
    expect((await call('GET', settingsOf(appId))).json()).toMatchObject(off);
    const on = (await set(appId, { required: true })).json();
    expect(on).toMatchObject({ required: true, environment: 'production' });
    const changed = (await set(appId, { required: true, environment: 'development' })).json();
    expect(changed.environment).toBe('development');
    expect((await set(appId, { required: false })).json()).toMatchObject(off);
  });

  const { decryptionKey, verificationKey } = play.keys;
  const p384 = 'MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE';
  it.each([
    ['/verificationKey', androidApp(), { decryptionKey }],
    ['/verificationKey', androidApp(), { decryptionKey, verificationKey: p384 }],
    ['/decryptionKey', androidApp(), { verificationKey }],
    ['/decryptionKey', androidApp(), { verificationKey, decryptionKey: 'AAAA' }],
    ['/environment', androidApp(), { ...play.keys, environment: 'production' }],
    ['/decryptionKey', iosApp(), { decryptionKey }],
    ['/verificationKey', iosApp(), { verificationKey }],
    ['/environment', iosApp(), { required: false, environment: 'production' }],
  ])('are refused for a wrong %s: case %#', async (pointer, draft, body) => {
    const { appId } = await openPhone(reseller, draft);
    const answer = (await set(appId, { required: true, ...body })).json();
    expect(answer.code).toBe('invalid_request');
    expect(JSON.stringify(answer)).toContain(pointer);
  });

  it('are in the audit log without the decryption key', async () => {
    const { appId } = await attestedAndroid();
    const owner = await reseller.callerFor('team');
    const { items } = (await owner('GET', '/gigastore/audit-log?limit=200')).json();
    const entry = items.find((one: { target: string; action: string }) => {
      return one.target === appId && one.action === 'sdk_app.attestation_changed';
    });
    expect(entry.after).toMatchObject({ required: true });
    expect(JSON.stringify(entry)).not.toContain(decryptionKey);
  });

  it('are encrypted again with the newest secret key', async () => {
    const phone = await attestedAndroid();
    const count = await reencryptAttestationKeys(store.db, store.parts.encryption);
    expect(count.reencrypted).toBeGreaterThan(0);
    expect(count.unreadable).toBe(0);
    expect((await phone.startWith('nothing')).json().detail).toMatch(/no token of Play/);
  });
});
