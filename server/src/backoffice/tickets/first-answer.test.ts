import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { earlier } from '../../../test/support/earlier.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const TICKETS = '/gigastore/tickets';
const DESK = '/operator/tickets';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const { call: desk } = await personOf(store, '', 'operator-support');

async function newTicket({ call } = reseller): Promise<string> {
  const body = { subject: 'A package', text: 'Please refund it.' };
  return (await call('POST', TICKETS, { body })).json().id;
}

describe('the texts of a canned answer', () => {
  const path = '/operator/canned-answers';
  const create = (body: object) => desk('POST', path, { body: { title: newId(), ...body } });

  it('are in English and in other languages, each replaced together', async () => {
    const translations = { de: 'Bitte starten Sie das Telefon neu.' };
    const made = (await create({ text: 'Please restart the phone.', translations })).json();
    expect(made).toMatchObject({ text: 'Please restart the phone.', translations });
    const listed = (await desk('GET', path)).json().items;
    expect(listed).toContainEqual(made);
    const body = { title: made.title, text: 'Restart it.' };
    const changed = (await desk('PUT', `${path}/${made.id}`, { body })).json();
    expect(changed).toMatchObject({ text: 'Restart it.', translations: { de: null } });
  });

  it('may not be blank in any language', async () => {
    expect((await create({ text: 'Yes.', translations: { de: '  ' } })).json()).toMatchObject({
      ...{ status: 400, code: 'invalid_request' },
      errors: [{ path: '/translations/de' }],
    });
    expect((await create({ text: ' ', translations: { de: 'Ja.' } })).json()).toMatchObject({
      errors: [{ path: '/text' }],
    });
  });

  it('are chosen by the language of the ticket, which its author had', async () => {
    const open = async (language: string) => {
      const body = { subject: 'A package', text: 'Please refund it.' };
      const headers = { 'accept-language': language };
      return (await reseller.call('POST', TICKETS, { body, headers })).json().id;
    };
    const languageOf = async (id: string) => (await desk('GET', `${DESK}/${id}`)).json().language;
    expect(await languageOf(await open('de-AT'))).toBe('de');
    expect(await languageOf(await open('en'))).toBe('en');
  });
});

describe('the time to the first answer', () => {
  const HOUR_S = 3_600;
  const reply = (id: string) =>
    desk('POST', `${DESK}/${id}/replies`, { body: { text: 'It was refunded.' } });

  /** Makes a ticket as old as that. */
  const age = (id: string, seconds: number) =>
    store.db.run(sql`
      update tickets
      set created_at = ${earlier(sql`created_at`, `${seconds} seconds`)}
      where id = ${id}`);

  it('is kept at the first public answer, and no later one changes it', async () => {
    const id = await newTicket();
    await age(id, HOUR_S);
    const before = (await desk('GET', `${DESK}/${id}`)).json();
    expect(before).toMatchObject({ firstAnsweredAt: null, firstAnswerSeconds: null });
    await desk('POST', `${DESK}/${id}/notes`, { body: { text: 'Ask the carrier.' } });
    expect((await desk('GET', `${DESK}/${id}`)).json().firstAnsweredAt).toBeNull();
    await reseller.call('POST', `${TICKETS}/${id}/replies`, { body: { text: 'Any news?' } });
    const answers = await Promise.all([reply(id), reply(id)]);
    const [first] = answers.map((answer) => answer.json().firstAnsweredAt).toSorted();
    const after = (await desk('GET', `${DESK}/${id}`)).json();
    expect(after.firstAnsweredAt).toBe(first);
    expect(after.firstAnswerSeconds).toBeGreaterThanOrEqual(HOUR_S);
    expect(after.firstAnswerSeconds).toBeLessThan(HOUR_S + 600);
    const { items } = (await desk('GET', `${DESK}?limit=200`)).json();
    const listed = items.find((ticket: { id: string }) => ticket.id === id);
    expect(listed.firstAnswerSeconds).toBe(after.firstAnswerSeconds);
    expect((await reseller.call('GET', `${TICKETS}/${id}`)).json()).not.toHaveProperty(
      'firstAnsweredAt',
    );
  });

  it('is reported by its median and 90th percentile, for each period and in all', async () => {
    const own = await openReseller(store);
    const path = `/operator/reports/tickets?organization_id=${own.organizationId}`;
    const empty = { opened: 0, answered: 0, medianSeconds: null, p90Seconds: null };
    expect((await desk('GET', path)).json()).toEqual({ items: [], totals: empty });
    for (const hours of [1, 2, 3, 4, 10]) {
      const id = await newTicket(own);
      await age(id, hours * HOUR_S);
      await reply(id);
      await store.db.run(sql`
        update tickets
        set created_at = '2026-04-29T00:00:00Z',
          first_answered_at = timestamptz '2026-04-29T00:00:00Z' + make_interval(hours => ${hours})
        where id = ${id}`);
    }
    const unanswered = await newTicket(own);
    await store.db.run(sql`
      update tickets
      set created_at = '2026-05-04T12:00:00Z'
      where id = ${unanswered}`);
    const asked = `${path}&from=2026-04-01&to=2026-05-31`;
    const report = (await desk('GET', asked)).json();
    const answered = { answered: 5, medianSeconds: 3 * HOUR_S, p90Seconds: 7.6 * HOUR_S };
    expect(report).toEqual({
      items: [
        { day: '2026-04-27', opened: 5, ...answered },
        { day: '2026-05-04', ...empty, opened: 1 },
      ],
      totals: { opened: 6, ...answered },
    });
    const months = (await desk('GET', `${asked}&by=month`)).json().items;
    expect(months.map(({ day }: { day: string }) => day)).toEqual(['2026-04-01', '2026-05-01']);
    expect((await desk('GET', `${asked}&mode=live`)).json().totals.opened).toBe(0);
    const csv = await desk('GET', asked, { headers: { accept: 'text/csv' } });
    expect(csv.body.trim().split(/\r?\n/)).toEqual([
      'day,opened,answered,medianSeconds,p90Seconds',
      '2026-04-27,5,5,10800,27360',
      '2026-05-04,1,0,,',
      'total,6,5,10800,27360',
    ]);
    expect((await desk('GET', `${path}&from=2026-05-01&to=2026-04-01`)).json().code).toBe(
      'invalid_request',
    );
  });
});
