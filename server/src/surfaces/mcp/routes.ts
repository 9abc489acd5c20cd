import { Refusal } from '../../kernel/refusal.ts';
import { declarerOf } from '../../platform/http/routes.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { McpParts } from './parts.ts';

/**
 * Serves the Model Context Protocol at `/mcp`. Each request is served by itself, with the API key
 * that it carries, and calls the API in the process.
 */
export function registerMcp(app: App, parts: McpParts): void {
  declarerOf(app)({
    method: 'POST',
    url: '/mcp',
    config: { scope: 'read' },
    schema: { hide: true },
    async handler(request, reply) {
      if (request.context.actor.kind !== 'api_key') {
        throw new Refusal('forbidden', 'This address is for API keys only.');
      }
      // The library takes 25 MB and 150 ms, which a store without agents does not spend.
      const { serve } = await import('./serve.ts');
      return serve(app, reply, parts);
    },
  });
}
