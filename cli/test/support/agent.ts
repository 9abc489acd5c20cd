import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const main = join(import.meta.dirname, '../../dist/main.js');

type Answer = { confirmationToken?: string; status?: string };

/** Sells an item as an agent does that starts `gigastore mcp`, and reads what else is there. */
export async function askAsAgent(
  environment: Record<string, string>,
  { mode, item }: { mode: 'legacy' | 'auto'; item: string },
): Promise<{ isSold: boolean; prompts: string[] }> {
  const env = { PATH: process.env.PATH ?? '', ...environment };
  const agent = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await agent.connect(
    new StdioClientTransport({ command: process.execPath, args: [main, 'mcp'], env }),
  );
  const sell = async (confirmationToken?: string) => {
    const args = { inventoryItemId: item, ...(confirmationToken && { confirmationToken }) };
    const { structuredContent } = await agent.callTool({ name: 'sell_package', arguments: args });
    return structuredContent as Answer;
  };
  const { confirmationToken } = await sell();
  const { status } = await sell(confirmationToken);
  const { prompts } = await agent.listPrompts();
  const { tools } = await agent.listTools();
  const { contents } = await agent.readResource({ uri: 'gigastore://openapi.json' });
  await agent.close();
  const isSold = status === 'success' && tools.length > 10 && contents.length === 1;
  return { isSold, prompts: prompts.map(({ name }) => name) };
}
