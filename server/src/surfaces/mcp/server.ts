import {
  type CallToolResult,
  fromJsonSchema,
  type GetPromptResult,
  McpServer,
  ResourceTemplate,
  type StandardSchemaWithJSON,
} from '@modelcontextprotocol/server';
import { Refusal } from '../../kernel/refusal.ts';
import { VERSION } from '../../platform/config/version.ts';
import { type Api, ApiProblem, type Json } from './api.ts';
import type { Confirmations } from './confirmation.ts';
import { ESIM_TOOLS } from './esim-tools.ts';
import { GUIDE_TOOLS, listGuides, readGuide } from './guides.ts';
import { SUPPORT_CASES, type SupportCase } from './prompts.ts';
import { READ_TOOLS } from './read-tools.ts';
import { SALE_TOOLS } from './sale-tools.ts';
import type { Tool, WriteTool } from './tool.ts';

const TOOLS: readonly Tool[] = [...READ_TOOLS, ...GUIDE_TOOLS, ...SALE_TOOLS, ...ESIM_TOOLS];
const PROMPTS = SUPPORT_CASES.map(promptOf);
const INSTRUCTIONS =
  'Sells and supports mobile data of one account of a store. Tools that change something work in ' +
  'two steps: a preview with price, effect and credits afterwards, then the same call with its ' +
  'confirmationToken. A sale above a limit of the mandate waits for a person: get_approval.';

export type ServerParts = {
  /** Returns the API for a tool, or for what is only read. */
  apiFor(tool?: string): Api;
  confirmations: Confirmations;
  now(): Date;
  /** Keeps in the audit log that the agent called a tool, and how it ended. */
  noteCall(call: { tool: string; step: Step; outcome: string }): Promise<void>;
};
type Step = 'read' | 'preview' | 'change';

/** Returns the server for one caller, with the tools that the scopes and the account allow. */
export function createServerFor(parts: ServerParts): McpServer {
  const server = new McpServer(
    { name: 'gigastore', title: 'Gigastore', version: VERSION },
    { instructions: INSTRUCTIONS },
  );
  const { caller } = parts.apiFor();
  for (const tool of TOOLS) {
    const isAllowed = tool.scope === 'read' || caller.scopes.includes(tool.scope);
    const fits = !tool.isOfSandbox || caller.mode === 'sandbox';
    if (isAllowed && fits) addTool(server, parts, tool);
  }
  addResources(server, parts.apiFor());
  for (const prompt of PROMPTS) addPrompt(server, prompt);
  return server;
}

function addTool(server: McpServer, parts: ServerParts, tool: Tool): void {
  const { name, title, description, input: inputSchema, kind } = tool;
  const annotations = {
    readOnlyHint: kind === 'read',
    destructiveHint: kind === 'write',
    idempotentHint: true,
    openWorldHint: false,
  };
  const config = { title, description, inputSchema, annotations };
  server.registerTool(name, config, (args) => answer(parts, tool, args as Json));
}

async function answer(parts: ServerParts, tool: Tool, args: Json): Promise<CallToolResult> {
  const step = stepOf(tool, args);
  try {
    const found = await run(parts, tool, args);
    await parts.noteCall({ tool: tool.name, step, outcome: 'done' });
    return { content: [{ type: 'text', text: JSON.stringify(found) }], structuredContent: found };
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    await parts.noteCall({ tool: tool.name, step, outcome: String(problem.code) });
    const text = `${problem.code}: ${problem.detail}`;
    return { content: [{ type: 'text', text }], structuredContent: problem, isError: true };
  }
}

function stepOf({ kind }: Tool, { confirmationToken }: Json): Step {
  if (kind === 'read') return 'read';
  return confirmationToken === undefined ? 'preview' : 'change';
}

function run(parts: ServerParts, tool: Tool, args: Json): Promise<Json> {
  const api = parts.apiFor(tool.name);
  return tool.kind === 'read' ? tool.run(api, args) : runInSteps(parts, { tool, api }, args);
}

async function runInSteps(
  { confirmations, now }: ServerParts,
  { tool, api }: { tool: WriteTool; api: Api },
  { confirmationToken, ...args }: Json,
): Promise<Json> {
  const call = { caller: api.caller, tool: tool.name, args, now: now() };
  if (confirmationToken !== undefined) {
    return tool.perform(api, args, confirmations.verify(String(confirmationToken), call));
  }
  const { effect, facts, expected = {} } = await tool.preview(api, args);
  const { token, expiresAt } = confirmations.sign({ ...call, expected });
  return {
    preview: { effect, ...facts },
    confirmationToken: token,
    expiresAt: expiresAt.toISOString(),
  };
}

/** Returns what the agent reads of a refusal; undefined for an unexpected error. */
function problemOf(error: unknown): Json | undefined {
  if (error instanceof Refusal) return { code: error.code, detail: error.message };
  if (!(error instanceof ApiProblem)) return undefined;
  const { code, detail, errors, approvalId, requestId } = error.problem;
  return { code, detail, errors, approvalId, requestId };
}

function addResources(server: McpServer, api: Api): void {
  const openapi = { title: 'OpenAPI document', mimeType: 'application/json' };
  server.registerResource('openapi', 'gigastore://openapi.json', openapi, async ({ href }) => ({
    contents: [
      { uri: href, mimeType: openapi.mimeType, text: (await api.text('/openapi.json')) ?? '' },
    ],
  }));
  const guides = new ResourceTemplate('gigastore://guides/{+path}', {
    list: async () => ({
      resources: (await listGuides(api)).map(({ path, title, about }) => ({
        uri: `gigastore://guides/${path}`,
        name: path,
        title,
        ...(about !== '' && { description: about }),
        mimeType: 'text/markdown',
      })),
    }),
  });
  const markdown = { title: 'Guides', mimeType: 'text/markdown' };
  server.registerResource('guides', guides, markdown, async ({ href }, { path }) => ({
    contents: [
      { uri: href, mimeType: markdown.mimeType, text: await readGuide(api, String(path)) },
    ],
  }));
}

type Prompt = SupportCase & { argsSchema: StandardSchemaWithJSON<Record<string, string>> };

/** Made once: compiling the schemas of all prompts took 14 ms of each request, not 0.3 ms. */
function promptOf(one: SupportCase): Prompt {
  const { name, description } = one.argument;
  const argsSchema = fromJsonSchema<Record<string, string>>({
    type: 'object',
    properties: { [name]: { type: 'string', maxLength: 255, description } },
    required: [name],
  });
  return { ...one, argsSchema };
}

function addPrompt(server: McpServer, { name, argument, steps, ...prompt }: Prompt): void {
  server.registerPrompt(name, prompt, (args): GetPromptResult => {
    const text = `${prompt.description}\n${argument.name}: ${args[argument.name]}\n\n${steps}`;
    return { messages: [{ role: 'user', content: { type: 'text', text } }] };
  });
}
