import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { mailsTo } from '../../../test/support/letters.ts';
import { personOf, type TestPerson } from '../../../test/support/people.ts';
import { sql } from '../../platform/db/database.ts';
import { mailAnnouncements } from './mail-announcements.ts';

const DAY_MS = 86_400_000;
const store = await forThisFile(openStore());
const { call: operator } = await personOf(store, '', 'operator');
const [acme, other] = await Promise.all([ownerOfNew(), ownerOfNew()]);

async function ownerOfNew(): Promise<TestPerson> {
  return personOf(store, (await store.newAccount()).organizationId, 'owner');
}
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

async function announce(body: object) {
  const texts = { en: 'Maintenance tonight', de: 'Heute Nacht Wartung' };
  const draft = { texts, endsAt: inDays(1), ...body };
  return operator('POST', '/operator/announcements', { body: draft });
}
const noticesOf = async ({ call }: TestPerson) => (await call('GET', '/gigastore/notices')).json();
const idsFor = async (person: TestPerson) =>
  (await noticesOf(person)).announcements.map(({ id }: { id: string }) => id);

describe('an announcement', () => {
  it('is read by all resellers or by some, between its times, in their language', async () => {
    const all = (await announce({})).json();
    const some = (await announce({ organizationIds: [acme.organizationId] })).json();
    const later = (await announce({ startsAt: inDays(0.5) })).json();
    expect(await idsFor(acme)).toEqual([some.id, all.id]);
    expect(await idsFor(other)).toEqual([all.id]);
    const { announcements } = await noticesOf(other);
    expect(announcements[0].texts).toEqual({
      en: 'Maintenance tonight',
      de: 'Heute Nacht Wartung',
    });
    const ended = await operator('POST', `/operator/announcements/${all.id}/end`);
    expect(ended.statusCode, ended.body).toBe(200);
    await operator('POST', `/operator/announcements/${later.id}/end`);
    expect(await idsFor(other)).toEqual([]);
  });

  it('needs a text and an end that is to come', async () => {
    for (const body of [{ texts: { en: ' ' } }, { endsAt: inDays(-1) }, { startsAt: inDays(2) }]) {
      const refused = (await announce(body)).json();
      expect(refused, JSON.stringify(body)).toMatchObject({ code: 'invalid_request' });
    }
  });

  it('is mailed once to each reseller when it begins, whatever interrupts the job', async () => {
    const many = await Promise.all(Array.from({ length: 55 }, ownerOfNew));
    const startsAt = inDays(0.5);
    const { id } = (await announce({ startsAt, isMailed: true })).json();
    expect(await mailAnnouncements(store.db, new Date())).toBe(0);
    const begun = new Date(Date.now() + DAY_MS / 2 + 1_000);
    const runs = await Promise.all([1, 2].map(() => mailAnnouncements(store.db, begun)));
    expect(runs.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(57);
    for (const { email } of [acme, ...many]) {
      const mails = (await mailsTo(store, email)).filter(({ kind }) => kind === 'announcement');
      expect(mails, email).toHaveLength(1);
    }
    expect(await mailAnnouncements(store.db, begun)).toBe(0);
    const row = await store.db.row<{ isDone: boolean }>(sql`
      select mailed_at is not null as "isDone"
      from announcements
      where id = ${id}`);
    expect(row).toEqual({ isDone: true });
  });

  it('shows a reseller who of the platform reads its portal', async () => {
    const path = `/operator/organizations/${acme.organizationId}/views`;
    await operator('POST', path, { body: { reason: 'Ticket 1001' } });
    expect((await noticesOf(acme)).portalViews).toMatchObject([
      { name: 'Test operator', reason: 'Ticket 1001' },
    ]);
    await operator('DELETE', path);
    expect((await noticesOf(acme)).portalViews).toEqual([]);
  });
});
