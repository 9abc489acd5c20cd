import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import type { Call } from '../../../test/support/slice.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from './attachment.ts';

const TICKETS = '/gigastore/tickets';
const DESK = '/operator/tickets';
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let store: TestStore;
let reseller: Reseller;
let desk: Call;
let deskId: string;

beforeAll(async () => {
  store = await openStore();
  await loadPlans(store.db);
  reseller = await openReseller(store);
  const person = await personOf(store, '', 'operator-support');
  desk = person.call;
  deskId = person.personId;
});
afterAll(() => store.close());

async function newTicket(more: object = {}, { call } = reseller): Promise<string> {
  const body = { subject: 'A package', text: 'Please refund it.', ...more };
  return (await call('POST', TICKETS, { body })).json().id;
}

function upload(id: string, more: object = {}) {
  const body = {
    filename: 'screen.png',
    contentType: 'image/png',
    content: PNG.toString('base64'),
    ...more,
  };
  return reseller.call('POST', `${TICKETS}/${id}/attachments`, { body });
}

describe('an attachment', () => {
  it('is downloaded by both sides as a file that no browser runs', async () => {
    const id = await newTicket();
    const attached = await upload(id, { filename: '../../Bildschirm „1".png' });
    expect(attached.json()).toMatchObject({
      from: 'reseller',
      filename: 'Bildschirm „1.png',
      contentType: 'image/png',
      sizeBytes: PNG.length,
    });
    const { attachments } = (await desk('GET', `${DESK}/${id}`)).json();
    expect(attachments).toEqual([attached.json()]);
    for (const [call, path] of [
      [reseller.call, `${TICKETS}/attachments/${attached.json().id}`],
      [desk, `${DESK}/attachments/${attached.json().id}`],
    ] as const) {
      const file = await call('GET', path);
      expect(file.rawPayload).toEqual(PNG);
      expect(file.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': "attachment; filename*=UTF-8''Bildschirm%20%E2%80%9E1.png",
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'private, no-store',
      });
    }
  });

  it('of the platform is read by the reseller', async () => {
    const id = await newTicket();
    const body = { filename: 'note.txt', contentType: 'text/plain', content: 'R3LDvMOfZQ==' };
    const attached = await desk('POST', `${DESK}/${id}/attachments`, { body });
    expect(attached.json()).toMatchObject({ from: 'operator', author: 'Test operator-support' });
    const file = await reseller.call('GET', `${TICKETS}/attachments/${attached.json().id}`);
    expect(file.body).toBe('Grüße');
  });

  it('of another account is not found', async () => {
    const other = await openReseller(store);
    const { id } = (await upload(await newTicket())).json();
    const answer = await other.call('GET', `${TICKETS}/attachments/${id}`);
    expect(answer.json()).toMatchObject({ code: 'attachment_not_found' });
  });

  it.each([
    ['a page that says that it is a picture', { content: btoa('<script>') }, '/content'],
    ['what is not base64', { content: 'not base64!' }, '/content'],
    ['a file of bytes as text', { contentType: 'text/plain' }, '/content'],
    ['a type that is not allowed', { contentType: 'text/html' }, '/contentType'],
    ['a name of dots', { filename: '../..' }, '/filename'],
    [
      'more than 3 MiB',
      { content: Buffer.concat([PNG, Buffer.alloc(MAX_ATTACHMENT_BYTES)]).toString('base64') },
      '/content',
    ],
  ])('is refused for %s', async (_, more, path) => {
    const answer = (await upload(await newTicket(), more)).json();
    expect(answer).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });

  it('is refused when the ticket has twenty, however many come at once', async () => {
    const id = await newTicket();
    const answers = await Promise.all(
      Array.from({ length: MAX_ATTACHMENTS + 5 }, () => upload(id)),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(MAX_ATTACHMENTS);
    const refused = answers.filter(({ statusCode }) => statusCode !== 200);
    expect(refused.map((answer) => answer.json().code)).toEqual(Array(5).fill('invalid_state'));
  });
});

describe('the platform', () => {
  it('assigns tickets to its people and lists each one’s own', async () => {
    const id = await newTicket({ priority: 'high' });
    const body = { assigneeId: deskId, priority: 'urgent' };
    const assigned = (await desk('PUT', `${DESK}/${id}`, { body })).json();
    expect(assigned).toMatchObject({
      status: 'open',
      priority: 'urgent',
      assignee: { personId: deskId, name: 'Test operator-support' },
    });
    const listed = async (query: string) =>
      (await desk('GET', `${DESK}?${query}`)).json().items.map((each: { id: string }) => each.id);
    expect(await listed(`assignee_id=${deskId}`)).toEqual([id]);
    expect(await listed('priority=urgent')).toEqual([id]);
    expect(await listed('assignee_id=none')).not.toContain(id);
    expect(await listed('assignee_id=nobody')).toEqual([]);

    await desk('PUT', `${DESK}/${id}`, { body: { assigneeId: 'none' } });
    expect((await desk('GET', `${DESK}/${id}`)).json()).toMatchObject({ assignee: null });
    const audited = await store.db.rows<{ after: object }>(sql`
      select after
      from audit_log
      where action = 'ticket.care_changed' and target = ${id}
      order by id`);
    expect(audited.map(({ after }) => after)).toEqual([
      { priority: 'urgent', assigneeId: deskId },
      { priority: 'urgent', assigneeId: null },
    ]);
  });

  it.each([
    ['somebody of a reseller', () => personOf(store, reseller.organizationId, 'owner')],
    ['nobody', async () => ({ personId: newId() })],
  ])('cannot assign a ticket to %s', async (_, person) => {
    const body = { assigneeId: (await person()).personId };
    const answer = await desk('PUT', `${DESK}/${await newTicket()}`, { body });
    expect(answer.json()).toMatchObject({ code: 'person_not_found' });
  });

  it('writes notes that the reseller neither sees nor is mailed', async () => {
    const id = await newTicket();
    const body = { text: 'They called twice.' };
    const noted = await desk('POST', `${DESK}/${id}/notes`, { body });
    expect(noted.json().notes).toMatchObject([{ author: 'Test operator-support', ...body }]);
    const read = await reseller.call('GET', `${TICKETS}/${id}`);
    expect(read.body).not.toContain('called twice');
    expect(read.json()).not.toHaveProperty('notes');
    const mails = await store.db.rows(sql`
      select id
      from mails
      where text like '%called twice%'`);
    expect(mails).toEqual([]);
  });

  it('keeps canned answers by title, each once', async () => {
    const path = '/operator/canned-answers';
    const body = { title: 'Stock', text: 'Stock cannot be refunded.' };
    const answers = await Promise.all([1, 2, 3].map(() => desk('POST', path, { body })));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    const kept = answers.find(({ statusCode }) => statusCode === 200)?.json();
    await desk('POST', path, { body: { title: 'Coverage', text: 'See the list.' } });
    const renamed = await desk('PUT', `${path}/${kept.id}`, {
      body: { title: 'coverage', text: 'x' },
    });
    expect(renamed.json()).toMatchObject({ code: 'invalid_state' });
    await desk('PUT', `${path}/${kept.id}`, { body: { title: 'STOCK', text: 'Ask us.' } });
    const titles = async () =>
      (await desk('GET', path)).json().items.map((each: { title: string }) => each.title);
    expect(await titles()).toEqual(['Coverage', 'STOCK']);
    await desk('DELETE', `${path}/${kept.id}`);
    expect(await titles()).toEqual(['Coverage']);
    expect((await desk('DELETE', `${path}/${kept.id}`)).json()).toMatchObject({
      code: 'canned_answer_not_found',
    });
  });
});
