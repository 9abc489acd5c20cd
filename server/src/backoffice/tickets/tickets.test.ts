import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import type { Call } from '../../../test/support/slice.ts';
import { RESELLER_ROLES } from '../../identity/people/index.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { TICKET_STATES, TICKET_STATUSES } from './ticket.ts';

const TICKETS = '/gigastore/tickets';
const question = { subject: 'A package from stock', text: 'Please refund it.' };

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const { call: desk } = await personOf(store, '', 'operator-support');

async function open(call: Call, more: object = {}, headers: Record<string, string> = {}) {
  const answer = await call('POST', TICKETS, { body: { ...question, ...more }, headers });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

/** Subject and words of the mails about a ticket, in their order, with who gets them. */
function mailsAbout({ number }: { number: string }) {
  return store.db.rows<{ recipient: string; subject: string; locale: string; text: string }>(sql`
    select recipient, subject, locale, text
    from mails
    where kind = 'ticket-message' and subject like ${`% ${number}:%`}
    order by created_at, id`);
}

describe('a ticket', () => {
  it('goes to the platform and back, and each side is told by mail', async () => {
    const { activatedItemUid, iccid } = await reseller.sell();
    const headers = { 'accept-language': 'de-AT' };
    const ticket = await open(reseller.call, { activatedItemUid, iccid }, headers);
    expect(ticket).toMatchObject({ status: 'open', activatedItemUid, iccid });
    expect(ticket.number).toMatch(/^T-\d{4,}$/);
    expect(ticket.messages).toMatchObject([{ from: 'reseller', text: question.text }]);

    const path = `/operator/tickets/${ticket.id}`;
    const answered = await desk('POST', `${path}/replies`, { body: { text: 'It is done.' } });
    expect(answered.json()).toMatchObject({ status: 'waiting' });
    const read = (await reseller.call('GET', `${TICKETS}/${ticket.id}`)).json();
    expect(read.messages).toMatchObject([
      { from: 'reseller', author: reseller.key.clientId },
      { from: 'operator', author: 'Test operator-support', text: 'It is done.' },
    ]);
    const answeredAt = read.messages[1].createdAt;
    expect((await desk('GET', path)).json()).toEqual({
      ...{ ...read, assignee: null, notes: [], language: 'de' },
      ...{ firstAnsweredAt: answeredAt, firstAnswerSeconds: expect.any(Number) },
    });

    const mails = await mailsAbout(ticket);
    const subject = `Ticket ${ticket.number}: ${question.subject}`;
    expect(mails).toMatchObject([
      { recipient: 'operator@platform.test', subject, locale: 'en' },
      { subject, locale: 'de' },
    ]);
    expect(mails[0]?.text).toContain(activatedItemUid);
    expect(mails[1]?.text).toContain('It is done.');
    expect(mails[1]?.text).toContain('schreibt zu');
  });

  it('is answered to the person who asked, while that is a member', async () => {
    const asker = await personOf(store, reseller.organizationId, 'support');
    const headers = { 'x-account': 'sandbox' };
    const ticket = await open(asker.call, {}, headers);
    const answer = () =>
      desk('POST', `/operator/tickets/${ticket.id}/replies`, { body: { text: 'Done.' } });
    await answer();
    const owner = await personOf(store, reseller.organizationId, 'owner');
    await owner.call('DELETE', `/gigastore/team/${asker.personId}`);
    await answer();
    const { email } = (await owner.call('GET', '/gigastore/organization')).json();
    const recipients = (await mailsAbout(ticket)).map(({ recipient }) => recipient);
    expect(recipients).toEqual(['operator@platform.test', asker.email, email]);
  });

  it('is assigned to a member of the team, who gets the answers in place of the author', async () => {
    const headers = { 'x-account': 'sandbox' };
    const [asker, colleague] = await Promise.all([
      personOf(store, reseller.organizationId, 'support'),
      personOf(store, reseller.organizationId, 'developer'),
    ]);
    const { id, ...ticket } = await open(asker.call, {}, headers);
    expect(ticket.assignee).toBe(null);
    const assign = async (assigneeId: string) =>
      (await asker.call('PUT', `${TICKETS}/${id}`, { body: { assigneeId }, headers })).json();
    const assignee = { personId: colleague.personId, name: 'Test developer' };
    expect(await assign(colleague.personId)).toMatchObject({ status: 'open', assignee });
    expect(await assign(colleague.personId)).toMatchObject({ assignee });
    const listed = async (assigneeId: string) =>
      (await asker.call('GET', `${TICKETS}?assignee_id=${assigneeId}`, { headers }))
        .json()
        .items.map((one: { id: string }) => one.id);
    expect(await listed(colleague.personId)).toEqual([id]);
    expect(await listed('none')).not.toContain(id);
    expect(await listed('nobody')).toEqual([]);
    expect((await desk('GET', `/operator/tickets/${id}`)).json().assignee).toBe(null);

    const answer = () =>
      desk('POST', `/operator/tickets/${id}/replies`, { body: { text: 'Done.' } });
    await answer();
    expect(await assign('none')).toMatchObject({ assignee: null });
    await answer();
    const recipients = (await mailsAbout({ id, ...ticket })).map(({ recipient }) => recipient);
    expect(recipients).toEqual(['operator@platform.test', colleague.email, asker.email]);
    const audited = await store.db.rows<{ after: object }>(sql`
      select after
      from audit_log
      where action = 'ticket.assigned' and target = ${id}
      order by id`);
    expect(audited.map(({ after }) => after)).toEqual([
      { assigneeId: colleague.personId },
      { assigneeId: null },
    ]);
  });

  it.each([
    ['a member of another company', async () => (await openReseller(store)).organizationId],
    ['a person of the platform', async () => ''],
  ])('cannot be assigned to %s', async (_, organizationOf) => {
    const organizationId = await organizationOf();
    const role = organizationId ? 'owner' : 'operator-support';
    const { personId } = await personOf(store, organizationId, role);
    const { id } = await open(reseller.call);
    const body = { assigneeId: personId };
    const answer = await reseller.call('PUT', `${TICKETS}/${id}`, { body });
    expect(answer.json().code).toBe('person_not_found');
  });

  it('is closed by either side, and open again when the reseller writes', async () => {
    const { id } = await open(reseller.call);
    const closed = await desk('PUT', `/operator/tickets/${id}`, { body: { status: 'closed' } });
    expect(closed.json().status).toBe('closed');
    const reply = await reseller.call('POST', `${TICKETS}/${id}/replies`, {
      body: { text: 'One more thing.' },
    });
    expect(reply.json().status).toBe('open');
    const put = await reseller.call('PUT', `${TICKETS}/${id}`, { body: { status: 'closed' } });
    expect(put.json().status).toBe('closed');
    const refused = await reseller.call('PUT', `${TICKETS}/${id}`, { body: { status: 'waiting' } });
    expect(refused.json().code).toBe('invalid_request');
  });

  it('names only what is of the account', async () => {
    const stranger = await openReseller(store);
    const { activatedItemUid, iccid } = await stranger.sell();
    const codeOf = async (more: object) => {
      const answer = await reseller.call('POST', TICKETS, { body: { ...question, ...more } });
      return answer.json().code;
    };
    expect(await codeOf({ activatedItemUid })).toBe('activated_item_not_found');
    expect(await codeOf({ iccid })).toBe('esim_profile_not_found');
    expect(await codeOf({ text: ' \n' })).toBe('invalid_request');
    const { id } = await open(stranger.call);
    for (const [method, path] of [
      ['GET', `${TICKETS}/${id}`],
      ['POST', `${TICKETS}/${id}/replies`],
    ] as const) {
      const body = method === 'POST' ? { text: 'Let me in.' } : undefined;
      const answer = await reseller.call(method, path, { ...(body && { body }) });
      expect(answer.json().code).toBe('ticket_not_found');
    }
  });

  it('is limited for a company, since each is mailed to all operators', async () => {
    const limited = await openStore({ GIGASTORE_RATE_LIMIT: 'on' });
    const [one, other] = [await limited.newAccount(), await limited.newAccount()];
    const call = await one.caller('sell');
    const { id } = await open(call);
    for (let count = 1; count < 30; count += 1) await open(call);
    const refused = await call('POST', `${TICKETS}/${id}/replies`, { body: { text: 'And?' } });
    expect(refused.json()).toMatchObject({ code: 'rate_limited', status: 429 });
    await open(await other.caller('sell'));
    await limited.close();
  });

  it('is opened once, however often it is sent', async () => {
    const headers = { 'Idempotency-Key': newId() };
    const first = await open(reseller.call, {}, headers);
    expect(await open(reseller.call, {}, headers)).toEqual(first);
    expect(await mailsAbout(first)).toHaveLength(1);
  });

  it.each(RESELLER_ROLES)(
    'is read by every role, and written by all but viewers: %s',
    async (role) => {
      const { id } = await open(reseller.call);
      const { call } = await personOf(store, reseller.organizationId, role);
      const headers = { 'x-account': 'sandbox' };
      const body = { text: 'And?' };
      expect((await call('GET', `${TICKETS}/${id}`, { headers })).statusCode).toBe(200);
      const answer = await call('POST', `${TICKETS}/${id}/replies`, { body, headers });
      const outcome = answer.statusCode === 200 ? 'written' : answer.json().code;
      expect(outcome).toBe(role === 'viewer' ? 'insufficient_scope' : 'written');
    },
  );

  it('has a state after every action in every state', () => {
    for (const states of Object.values(TICKET_STATES)) {
      expect(Object.keys(states).sort()).toEqual([...TICKET_STATUSES].sort());
    }
  });
});

describe('the list of tickets', () => {
  it('of the platform is of all resellers, by status and reseller', async () => {
    const other = await openReseller(store);
    const first = await open(other.call);
    const second = await open(other.call);
    await desk('PUT', `/operator/tickets/${first.id}`, { body: { status: 'waiting' } });
    const idsOf = async (query: string) => {
      const path = `/operator/tickets?organization_id=${other.organizationId}${query}`;
      return (await desk('GET', path)).json().items.map(({ id }: { id: string }) => id);
    };
    expect(await idsOf('')).toEqual([second.id, first.id]);
    expect(await idsOf('&status=open')).toEqual([second.id]);
    expect(await idsOf('&status=closed')).toEqual([]);
    const own = await other.call('GET', `${TICKETS}?status=waiting`);
    expect(own.json().items).toMatchObject([{ id: first.id }]);
  });
});

describe('a package from stock', () => {
  it('is not refunded, and the refusal says to open a ticket that names it', async () => {
    const own = await openReseller(store);
    const stock = `/gigastore/products/inventory/${own.items.worldwide}/stock`;
    await own.call('POST', stock, { body: { units: 1 } });
    const { activatedItemUid } = await own.sell();
    const path = `/gigastore/activations/activated-items/${activatedItemUid}/refund`;
    const refused = (await own.call('POST', path)).json();
    expect(refused.code).toBe('not_refundable_stock');
    expect(refused.detail).toContain(`Open a ticket with the package ID ${activatedItemUid}`);
    expect(await open(own.call, { activatedItemUid })).toMatchObject({ activatedItemUid });
  });
});
