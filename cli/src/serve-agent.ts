import { Client, SdkHttpError, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { VERSION } from 'gigastore';
import { EXIT, Failure } from './exit-codes.ts';
import type { Profile } from './settings.ts';

/** Connects an agent on standard input and output to the store's own server for agents. */
export async function serveAgent(profile: Required<Profile>): Promise<void> {
  const store = await connect(profile);
  serveStdio(() => passOn(store));
}

/** Connects to the store with the key of a profile, whose token is renewed as it expires. */
async function connect(profile: Required<Profile>): Promise<Client> {
  let token: string | undefined;
  const authProvider = {
    async token() {
      token ??= await logIn(profile);
      return token;
    },
    async onUnauthorized() {
      token = undefined;
    },
  };
  const client = new Client({ name: 'gigastore', version: VERSION });
  const url = new URL('mcp', `${profile.url.replace(/\/$/, '')}/`);
  await client.connect(new StreamableHTTPClientTransport(url, { authProvider })).catch(explain);
  return client;
}

async function logIn({ url, clientId, clientSecret }: Required<Profile>): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const path = `${url.replace(/\/$/, '')}/reseller/authenticate`;
  const answer = await fetch(path, { method: 'POST', headers: { authorization } });
  if (answer.ok) return ((await answer.json()) as { accessToken: string }).accessToken;
  throw new Failure('The store does not accept this key. Run: gigastore login', EXIT.login);
}

function explain(error: unknown): never {
  if (error instanceof Failure) throw error;
  const reason = error instanceof Error ? error.message : String(error);
  const exitCode = error instanceof SdkHttpError ? EXIT.refused : EXIT.unreachable;
  throw new Failure(`The store cannot be reached by its agents' address: ${reason}`, exitCode);
}

/** Returns a server that passes every request on to the store. */
function passOn(store: Client): Server {
  const capabilities = { tools: {}, resources: {}, prompts: {} };
  const instructions = store.getInstructions();
  const about = { name: 'gigastore', title: 'Gigastore', version: VERSION };
  const server = new Server(about, { capabilities, ...(instructions && { instructions }) });
  server.setRequestHandler('tools/list', ({ params }) => store.listTools(params));
  server.setRequestHandler('tools/call', ({ params }) => store.callTool(params));
  server.setRequestHandler('resources/list', ({ params }) => store.listResources(params));
  server.setRequestHandler('resources/templates/list', ({ params }) =>
    store.listResourceTemplates(params),
  );
  server.setRequestHandler('resources/read', ({ params }) => store.readResource(params));
  server.setRequestHandler('prompts/list', ({ params }) => store.listPrompts(params));
  server.setRequestHandler('prompts/get', ({ params }) => store.getPrompt(params));
  return server;
}
