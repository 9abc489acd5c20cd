import { createMcpHandler } from '@modelcontextprotocol/server';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { apiOf } from './api.ts';
import type { McpParts } from './parts.ts';
import { createServerFor, type ServerParts } from './server.ts';

/** Answers one request, also of clients of earlier versions of the protocol. */
export async function serve(app: App, reply: Reply, given: McpParts): Promise<Reply> {
  const { request } = reply;
  const parts = partsOf(app, request, given);
  const failures: Error[] = [];
  // Nothing is sent without a request, so that no stream stays open.
  const handler = createMcpHandler(() => createServerFor(parts), {
    maxSubscriptions: 0,
    onerror: (error) => void failures.push(error),
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== 'content-length') headers.set(name, value);
  }
  const body = JSON.stringify(request.sentBody ?? null);
  const asked = new globalThis.Request('http://store/mcp', { method: 'POST', headers, body });
  const answer = await handler.fetch(asked, { parsedBody: request.sentBody });
  for (const err of failures) request.log.warn({ err }, 'MCP request refused');
  reply.code(answer.status);
  const type = answer.headers.get('content-type');
  if (type !== null) reply.header('Content-Type', type);
  return reply.send(await answer.text());
}

function partsOf(app: App, request: Request, given: McpParts): ServerParts {
  const { db, auditLog, access, confirmations } = given;
  const { context } = request;
  return {
    confirmations,
    now: access.now,
    apiFor: (tool) => apiOf(app, request, tool),
    async noteCall({ tool, ...after }) {
      const accountAt = context.mode === 'sandbox' ? context.now : undefined;
      const change = { action: 'agent.called', target: null, before: null, after };
      const author = { ...context, accountAt, tool };
      await db.transaction((tx) => auditLog.record({ ...author, db: tx }, [change]));
    },
  };
}
