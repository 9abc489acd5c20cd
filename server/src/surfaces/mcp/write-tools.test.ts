import { beforeAll, describe, expect, it } from 'vitest';
import { basic } from '../../../test/support/access.ts';
import { type Agent, openAgents } from '../../../test/support/agents.ts';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { ASKING, openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { createApprovedTasks } from '../../commerce/approved-sales/index.ts';
import type { ApiScope } from '../../kernel/scopes.ts';
import { sql } from '../../platform/db/database.ts';
import type { NewApiKey } from '../../tenancy/accounts/index.ts';
import { createConfirmations } from './confirmation.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { connect } = await openAgents(store);

let reseller: Reseller;
let agent: Agent;
beforeAll(async () => {
  reseller = await openReseller(store);
  agent = await connect(reseller.token);
});

/** An agent with a key of these scopes. */
const connectWith = async (...scopes: ApiScope[]) => connect(await reseller.tokenOf({ scopes }));

const credits = async () => (await agent.read('get_credits')).available;

/** Logs a key in. */
function tokenFor(key: NewApiKey): Promise<string> {
  const login = { authorization: basic(key), remoteAddress: '127.0.0.1' };
  return store.parts.access.authenticateClient(login);
}

/** Makes a key that sells by tools only, and sells with it. */
async function sellOnlyByTools() {
  const mandate = { ...ASKING, perSale: null, channels: ['MCP' as const] };
  const key = await reseller.keyOf({ mandate });
  const client = await connect(await tokenFor(key));
  const { done } = await client.confirm('sell_package', {
    inventoryItemId: reseller.items.worldwide,
  });
  const { packageUid } = done.package as { packageUid: string };
  const sold = await reseller.call('GET', `/gigastore/activations/activated-items/${packageUid}`);
  return { ...key, channel: sold.json().activatedItem.channel };
}

async function countPackages(): Promise<number> {
  const row = await store.db.row<{ n: number }>(sql`
    select count(*)::int as n from activated_items where account_id = ${reseller.id}`);
  return row?.n ?? 0;
}

/** The context of a token. */
function contextOf(token: string) {
  const call = { authorization: `Bearer ${token}`, remoteAddress: '127.0.0.1', requestId: 'test' };
  return store.parts.access.authenticate(call);
}

describe('tools that change something', () => {
  const OF_SELLER = ['sell_package', 'top_up', 'replace_esim', 'send_installation_link'];
  const OWN = [...OF_SELLER, 'refund_package', 'simulate'].sort();

  it('are absent unless the key has the scope, and live accounts have no simulation', async () => {
    const names = async ({ client }: Agent) =>
      (await client.listTools()).tools
        .map(({ name }) => name)
        .filter((name) => OWN.includes(name))
        .sort();
    expect(await names(await connectWith('read'))).toEqual([]);
    expect(await names(await connectWith('refund'))).toEqual(['refund_package']);
    expect(await names(await connectWith('sell'))).toEqual(OF_SELLER.toSorted());
    expect(await names(agent)).toEqual(OWN);
    const live = await connect(await reseller.tokenOf({}, reseller.liveAccountId));
    expect(await names(live)).not.toContain('simulate');
    const { isError } = await live.client
      .callTool({ name: 'simulate', arguments: { iccid: '1', action: 'install' } })
      .catch(() => ({ isError: true }));
    expect(isError).toBe(true);
  });

  it('sell after a preview, once for a token however often it is sent', async () => {
    const args = { inventoryItemId: reseller.items.worldwide, metatag: 'mcp-1' };
    const before = await countPackages();
    const { preview, confirmationToken } = await agent.read('sell_package', args);
    expect(preview).toEqual({
      effect: 'Creates a customer with eSIM Worldwide 1 GB.',
      retailPrice: '4.99 USD',
      creditsCharged: '2.00 USD',
      creditsNow: expect.any(String),
      creditsAfterwards: expect.any(String),
    });
    expect(await countPackages()).toBe(before);
    const send = () => agent.use('sell_package', { ...args, confirmationToken });
    // Some of these are told that the first one is in progress.
    await Promise.all([send(), send(), send()]);
    const [one, other] = [await send(), await send()];
    expect(one.found).toMatchObject({ status: 'success', package: { metatag: 'mcp-1' } });
    expect(other).toEqual(one);
    expect(await countPackages()).toBe(before + 1);
    expect(await credits()).toBe((preview as Record<string, unknown>).creditsAfterwards);
  });

  it('are refused with a token of another key, other arguments or another tool', async () => {
    const args = { inventoryItemId: reseller.items.worldwide };
    const { confirmationToken: token } = await agent.read('sell_package', args);
    const confirmationToken = String(token);
    const other = await connectWith('sell');
    const [first = ''] = confirmationToken;
    const altered = confirmationToken.replace(first, first === 'e' ? 'f' : 'e');
    const expired = createConfirmations(store.secretKey).sign({
      caller: await contextOf(reseller.token),
      tool: 'sell_package',
      args,
      expected: {},
      now: new Date(Date.now() - 600_001),
    }).token;
    const before = await countPackages();
    const refusals = [
      await other.use('sell_package', { ...args, confirmationToken }),
      await agent.use('sell_package', { ...args, metatag: 'x', confirmationToken }),
      await agent.use('top_up', { customerUid: 'x', ...args, confirmationToken }),
      await agent.use('sell_package', { ...args, confirmationToken: altered }),
      await agent.use('sell_package', { ...args, confirmationToken: expired }),
      await agent.use('sell_package', { ...args, confirmationToken: 'made up' }),
    ];
    for (const { isError, found } of refusals) {
      expect([isError, found.code]).toEqual([true, 'forbidden']);
    }
    expect(refusals[4]?.found.detail).toContain('has expired');
    expect(await countPackages()).toBe(before);
  });

  it('refuse a sale whose retail price changed after the preview', async () => {
    const own = await openReseller(store);
    const client = await connect(own.token);
    const args = { inventoryItemId: own.items.europe };
    const { confirmationToken } = await client.read('sell_package', args);
    const body = { retailPrice: { priceValue: 9.99, currencyCode: 'USD' } };
    await own.call('PUT', `/gigastore/products/inventory/${own.items.europe}`, { body });
    const { found } = await client.use('sell_package', { ...args, confirmationToken });
    expect(found.code).toBe('price_mismatch');
  });

  it('top up with the same eSIM or a new one', async () => {
    const { customerUid } = await reseller.sell();
    const args = { customerUid, inventoryItemId: reseller.items.worldwide };
    expect((await agent.confirm('top_up', args)).done).toMatchObject({ esim: null });
    const { done, preview } = await agent.confirm('top_up', { ...args, withNewEsim: true });
    expect(done).toMatchObject({ esim: { iccid: expect.any(String) } });
    expect(preview.effect).toContain('Tops up the customer');
  });

  it('refund an unused package, and say why another cannot be refunded', async () => {
    const { activatedItemUid: packageUid } = await reseller.sell();
    const before = await credits();
    const { preview, done } = await agent.confirm('refund_package', { packageUid });
    expect(preview).toMatchObject({ creditsBack: '2.00 USD', creditsNow: before });
    expect(done).toEqual({ refunded: true, packageUid });
    expect(await credits()).toBe(preview.creditsAfterwards);
    const again = await agent.read('refund_package', { packageUid });
    expect(again.preview).toMatchObject({ refundable: false, code: 'already_refunded' });
  });

  it('replace an eSIM, send its link and simulate its phone', async () => {
    const { iccid } = await reseller.sell();
    const simulated = await agent.confirm('simulate', { iccid, action: 'install' });
    expect(simulated.done).toMatchObject({ iccid, installCount: 1 });
    const used = { iccid, action: 'use', country: 'AT', bytes: 1_000 };
    expect((await agent.confirm('simulate', used)).done).toMatchObject({ consumedBytes: 1_000 });
    const { done } = await agent.confirm('replace_esim', { iccid });
    expect(done).toMatchObject({ replaced: { iccid }, esim: { state: 'RELEASED' } });
    const { iccid: successor } = done.esim as { iccid: string };
    const link = { iccid: successor, email: 'jo@example.com', language: 'de' };
    const sent = await agent.confirm('send_installation_link', link);
    expect(sent.preview).toMatchObject({ to: 'jo@example.com', creditsCharged: '0.00 USD' });
    expect(sent.done).toMatchObject({ language: 'de', toCustomer: false });
  });

  it('sell by a key that may sell in no other way', async () => {
    const { channel, ...key } = await sellOnlyByTools();
    expect(channel).toBe('MCP');
    const body = { inventoryItemId: reseller.items.worldwide };
    const caller = await reseller.callerOf(key);
    const forged: Record<string, string>[] = [
      {},
      { 'Gigastore-Tool': 'sell_package' },
      { 'Gigastore-Agent-Mark': 'a'.repeat(64) },
      { 'Gigastore-Agent-Mark': 'ä'.repeat(64) },
      { 'Gigastore-Agent-Mark': '' },
    ];
    for (const headers of forged) {
      const direct = await caller('POST', '/gigastore/activations/register', { body, headers });
      expect(direct.json().code, JSON.stringify(headers)).toBe('mandate_exceeded');
    }
    const listed = await reseller.call('GET', '/gigastore/packages?channel=MCP');
    expect(listed.json().items.length).toBeGreaterThan(0);
    const report = await reseller.call('GET', '/gigastore/reports/sales?group_by=sales_channel');
    const channels = report.json().items.map((line: { salesChannel: string }) => line.salesChannel);
    expect(channels).toContain('MCP');
  });

  it('wait for a person above a limit of the mandate', async () => {
    const mandate = { ...ASKING, channels: ['MCP' as const] };
    const client = await connect(await reseller.tokenOf({ mandate }));
    const args = { inventoryItemId: reseller.items.worldwide };
    const { confirmationToken } = await client.read('sell_package', args);
    const { found } = await client.use('sell_package', { ...args, confirmationToken });
    expect(found).toMatchObject({ code: 'approval_required', approvalId: expect.any(String) });
    const approval = await client.read('get_approval', { approvalId: found.approvalId });
    expect(approval).toMatchObject({ state: 'pending', tool: 'sell_package' });
    const id = String(found.approvalId);
    await reseller.call('POST', `/gigastore/approvals/${id}/approve`);
    const parts = { ...store.parts, realNow: () => new Date() };
    const payload = { accountId: reseller.id, id };
    await createApprovedTasks(parts)['sell-approved']?.(payload, AbortSignal.timeout(60_000));
    const answer = await client.read('get_approval', { approvalId: id });
    const uid = String(answer.activatedItemUid);
    const sold = await reseller.call('GET', `/gigastore/activations/activated-items/${uid}`);
    expect(sold.json().activatedItem).toMatchObject({ channel: 'MCP', metatag: null });
  });
});
