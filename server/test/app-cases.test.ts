import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readProfiles, showEsimProfile } from '../src/connectivity/esims/index.ts';
import { readActivationCode } from '../src/kernel/activation-code.ts';
import { newId } from '../src/kernel/ids.ts';
import { sql } from '../src/platform/db/database.ts';
import { PROBLEMS } from '../src/platform/http/problems.ts';
import { hashOfRequest } from '../src/tenancy/sdk-attestation/index.ts';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';
import { openReseller } from './support/resellers.ts';
import { openPhone } from './support/sdk-phone.ts';
import { loadPlans } from './support/shop.ts';

type Parts = { smdpAddress: string; matchingId: string; asksForConfirmation: boolean };
type Refused = { when: string; status: number; code: string | null };
type Cases = {
  states: { text: string; state: string }[];
  activationCodes: { text: string; parts: Parts | null }[];
  ways: { kind: string; activationCode: string; link: string | null }[];
  errors: Refused[];
  attestations: { installToken: string; installationId: string; hash: string }[];
  reports: {
    keptDays: number;
    outcomes: { outcome: string; isFinal: boolean; stateInSandbox: string }[];
    answers: { when: string; status: number | null; body: { code?: string } | null }[];
  };
};
const cases: Cases = JSON.parse(
  readFileSync(new URL('../../sdks/cases/app.json', import.meta.url), 'utf8'),
);
const { schemas } = JSON.parse(
  readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'),
).components;

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);
const reseller = await openReseller(store);
const phone = await openPhone(reseller);
const { ask, report, sessionFor, start, tokenFor } = phone;

async function soldOne() {
  const sold = await reseller.sell();
  const { sessionToken } = await sessionFor(sold);
  const uid = await phone.uidOf(sold);
  return { sold, sessionToken, uid };
}
const started = () => ({ id: newId(), outcome: 'started' });
const endHour = () =>
  store.db.run(sql`
    update sdk_sessions
    set created_at = created_at - interval '2 hours', expires_at = expires_at - interval '2 hours'
    where account_id = ${reseller.id}`);

describe('the store agrees with the shared cases of apps', () => {
  it('about the states', () => {
    const named = cases.states.map(({ state }) => state).filter((state) => state !== 'UNKNOWN');
    expect(new Set(named)).toEqual(new Set(schemas.SdkProfile.properties.state.enum));
  });

  it.each(cases.activationCodes)('about the activation code “$text”', ({ text, parts }) => {
    const read = readActivationCode(text);
    if ('fault' in read) return expect(parts).toBeNull();
    const { smdpAddress, matchingId, asks = false } = read;
    expect({ smdpAddress, matchingId, asksForConfirmation: asks }).toEqual(parts);
  });

  it.each(cases.attestations)('about the hash that attests $installationId', (one) => {
    expect(hashOfRequest(one).toString('base64')).toBe(one.hash);
  });

  it.each(cases.ways.filter(({ link }) => link !== null))(
    'about the link of $kind',
    async ({ kind, activationCode, link }) => {
      const code = readActivationCode(activationCode);
      if ('fault' in code) throw new Error(code.fault);
      const { customerUid } = await reseller.sell();
      const of = { accountId: reseller.id, customerIds: [customerUid] };
      const [profile] = await readProfiles(store.db, of);
      if (!profile) throw new Error('Nothing was sold.');
      const shown = showEsimProfile({ ...profile, ...code }, store.parts.links);
      expect(kind === 'android' ? shown.androidUniversalLink : shown.appleUniversalLink).toBe(link);
    },
  );
});

describe('the store refuses as the shared cases of apps say', () => {
  const refused: Record<string, () => Promise<{ json(): { code: string; status: number } }>> = {
    missing_token: () => ask('GET', '/profiles'),
    invalid_token: () => ask('GET', '/profiles', 'nothing'),
    token_expired: async () => {
      const { sessionToken } = await soldOne();
      await endHour();
      return ask('GET', '/profiles', sessionToken);
    },
    invalid_credentials: async () => {
      const token = await tokenFor(await reseller.sell());
      await start(token);
      return start(token);
    },
    forbidden: async () => {
      const live = await openPhone(await openReseller(store, undefined, 'live'));
      return ask('GET', '/device-check?model=Pixel', live.key);
    },
    invalid_request: async () => {
      const { uid, sessionToken } = await soldOne();
      return report(uid, sessionToken, { ...started(), outcome: 'done' });
    },
    esim_profile_not_found: async () => {
      const { sessionToken } = await soldOne();
      return ask('GET', `/profiles/${newId()}`, sessionToken);
    },
    invalid_state: async () => {
      const { uid, sessionToken } = await soldOne();
      const { id } = (await report(uid, sessionToken, started())).json();
      await store.db.run(sql`
        insert into installation_events (account_id, esim_profile_id, id, outcome, platform,
          occurred_at, received_at)
        select account_id, esim_profile_id, gen_random_uuid(), outcome, platform, occurred_at,
          received_at
        from installation_events
        cross join generate_series(1, 199)
        where account_id = ${reseller.id}
          and id = ${id}`);
      return report(uid, sessionToken, started());
    },
  };
  const calls = Object.entries(refused);
  it.each(calls)('with %s', async (code, call) => {
    const known = cases.errors.find((one) => one.code === code);
    expect((await call()).json()).toMatchObject({ code, status: known?.status });
  });

  it('with the status of each code that any case names', () => {
    const answers = cases.reports.answers.map(({ status, body }) => [body?.code, status]);
    const named = [...answers, ...cases.errors.map(({ code, status }) => [code, status])];
    const statuses = new Map(Object.entries(PROBLEMS).map(([code, { status }]) => [code, status]));
    const wrong = named.filter(([code, status]) => code && statuses.get(`${code}`) !== status);
    expect(wrong).toEqual([]);
  });
});

describe('the store takes reports as the shared cases of apps say', () => {
  it('with these outcomes', () => {
    const outcomes = cases.reports.outcomes.map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(schemas.InstallationEvent.properties.outcome.enum));
  });

  it.each(cases.reports.outcomes)('with the state after $outcome', async (one) => {
    const { uid, sessionToken } = await soldOne();
    await report(uid, sessionToken, { id: newId(), outcome: one.outcome });
    const { state } = (await ask('GET', `/profiles/${uid}`, sessionToken)).json();
    expect(state).toBe(one.stateInSandbox);
  });

  it('for as many days', async () => {
    const sold = await reseller.sell();
    const answer = (await start(await tokenFor(sold))).json();
    const days = (Date.parse(answer.reportsUntil) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(cases.reports.keptDays);
  });
});
