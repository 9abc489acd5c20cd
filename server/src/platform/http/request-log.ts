import type { RouteOptions } from 'fastify';
import type { App, Reply, Request } from './typed-app.ts';

/**
 * Logs one line a request of every route declared after it. The pattern of the route and not its
 * path, and no query: those carry email addresses and the tokens of public pages.
 */
export function logRequests(app: App): void {
  app.addHook('onRoute', (route) => {
    const line = logger(route.url);
    route.onResponse = [...[route.onResponse ?? []].flat(), line] as RouteOptions['onResponse'];
  });
  const unmatched = logger('unmatched');
  app.addHook('onResponse', (request, reply, done) => {
    if (request.is404) unmatched(request, reply, done);
    else done();
  });
}

function logger(route: string) {
  return (request: Request, reply: Reply, done: () => void): void => {
    const { method, context } = request;
    const { statusCode: status, elapsedTime } = reply;
    const durationMs = Math.round(elapsedTime * 100) / 100;
    const accountId = context?.accountId;
    request.log.info({ method, route, status, durationMs, accountId }, 'Answered');
    done();
  };
}
