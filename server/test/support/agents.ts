import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect } from 'vitest';
import type { TestStore } from './app.ts';

type Found = Record<string, unknown> & { items: Record<string, unknown>[] };
type Outcome = { isError: boolean; found: Found };

/** An agent that is connected by the official client. */
export type Agent = {
  client: Client;
  /** Calls a tool. */
  use(name: string, args?: object): Promise<Outcome>;
  /** Calls a tool that must succeed. */
  read(name: string, args?: object): Promise<Found>;
  /** Previews a call and confirms it. */
  confirm(
    name: string,
    args: object,
  ): Promise<{ preview: Record<string, unknown>; done: Record<string, unknown> }>;
};

/** Returns a function that connects an agent to a store with an access token. */
export async function openAgents({ app }: TestStore) {
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/mcp`;
  const connect = async (token: string, mode: 'legacy' | 'auto' = 'legacy'): Promise<Agent> => {
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    const authProvider = { token: async () => token };
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { authProvider }));
    return agentOf(client);
  };
  return { url, connect };
}

function agentOf(client: Client): Agent {
  const use: Agent['use'] = async (name, args = {}) => {
    const answer = await client.callTool({ name, arguments: { ...args } });
    return { isError: answer.isError ?? false, found: answer.structuredContent as Found };
  };
  const read: Agent['read'] = async (name, args) => {
    const { isError, found } = await use(name, args);
    expect(isError, JSON.stringify(found)).toBe(false);
    return found;
  };
  return {
    client,
    use,
    read,
    async confirm(name, args) {
      const { preview, confirmationToken } = await read(name, args);
      const done = await read(name, { ...args, confirmationToken });
      return { preview: preview as Record<string, unknown>, done };
    },
  };
}
