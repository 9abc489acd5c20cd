import { beforeAll, describe, expect, it } from 'vitest';
import { type Agent, openAgents } from '../../../test/support/agents.ts';
import { openStore } from '../../../test/support/app.ts';
import { auditEntries } from '../../../test/support/audit-entries.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { ASKING, openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { url, connect } = await openAgents(store);

let reseller: Reseller;
let agent: Agent;
beforeAll(async () => {
  reseller = await openReseller(store);
  agent = await connect(reseller.token);
});

describe('the server', () => {
  it('serves clients of the present version of the protocol too', async () => {
    const client = await connect(reseller.token, 'auto');
    expect(client.client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
    expect((await client.read('get_credits')).available).toMatch(/ USD$/);
    expect((await client.client.listTools()).tools.length).toBeGreaterThan(15);
  });

  it('keeps every call in the audit log with tool and mandate', async () => {
    const own = await openReseller(store);
    const mandate = { ...ASKING, perSale: { amountMinor: 300n, asks: true } };
    const client = await connect(await own.tokenOf({ mandate }));
    await client.read('get_credits');
    await client.confirm('sell_package', { inventoryItemId: own.items.worldwide });
    const entries = await store.db.rows<{ action: string; after: Record<string, unknown> }>(sql`
      select action, after from ${auditEntries}
      where organization_id = ${own.organizationId} and after ? 'tool'
      order by at, id`);
    expect(entries.map(({ action, after }) => [action, after.tool, after.step])).toEqual([
      ['agent.called', 'get_credits', 'read'],
      ['agent.called', 'sell_package', 'preview'],
      ['package.sold', 'sell_package', undefined],
      ['agent.called', 'sell_package', 'change'],
    ]);
    for (const { after } of entries) {
      expect(after.mandate).toMatchObject({ perSale: { above: 'ask' } });
    }
  });

  it('has the OpenAPI document, guides where they are built, and prompts', async () => {
    const { contents } = await agent.client.readResource({ uri: 'gigastore://openapi.json' });
    expect(JSON.stringify(contents)).toContain('registerCustomer');
    const { resources } = await agent.client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('gigastore://openapi.json');
    const { prompts } = await agent.client.listPrompts();
    expect(prompts.map(({ name }) => name)).toContain('no_internet');
    const { messages } = await agent.client.getPrompt({
      name: 'no_internet',
      arguments: { iccid: '8997' },
    });
    expect(JSON.stringify(messages)).toContain('check_connectivity');
  });

  it('is for keys only, and refuses what is no message', async () => {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const without = await fetch(url, { method: 'POST', headers, body: '{}' });
    expect(without.status).toBe(401);
    const authorization = `Bearer ${reseller.token}`;
    const wrong = await fetch(url, {
      method: 'POST',
      headers: { ...headers, authorization },
      body: '{"no":"message"}',
    });
    expect(wrong.status).toBe(400);
    const person = await reseller.callerFor('team');
    const refused = await person('POST', '/mcp', { body: {} });
    expect(refused.json()).toMatchObject({ code: 'forbidden' });
  });
});
