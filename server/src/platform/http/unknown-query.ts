import type { RouteOptions } from 'fastify';
import { refuseParts } from './invalid-parts.ts';
import type { App, Request } from './typed-app.ts';

/** More names would only make the answer long. */
const MAX_NAMED = 5;

/**
 * Makes every documented list that is declared later refuse query parameters that it does not have,
 * with their names. Otherwise a misspelt filter returns everything. The `lenient` paths are those
 * of the original API, whose clients may send more.
 */
export function refuseUnknownQueries(app: App, lenient: ReadonlySet<string>): void {
  app.addHook('onRoute', (route) => {
    const { schema, config, url, method } = route;
    const known = (schema?.querystring as { properties?: object } | undefined)?.properties;
    if (method !== 'GET' || !known || !schema?.documented) return;
    if (config?.public || lenient.has(url)) return;
    const hooks = [route.preValidation ?? []].flat();
    route.preValidation = [
      checkerOf(Object.keys(known)),
      ...hooks,
    ] as RouteOptions['preValidation'];
  });
}

function checkerOf(names: readonly string[]) {
  const known = new Set(names);
  const message = `is not a parameter of this operation. It has ${names.join(', ')}`;
  return ({ query }: Request, _reply: unknown, done: (error?: Error) => void): void => {
    const unknown = Object.keys(query as object).filter((name) => !known.has(name));
    const parts = unknown.slice(0, MAX_NAMED).map((name) => ({ path: `/${name}`, message }));
    done(parts.length > 0 ? refuseParts(parts) : undefined);
  };
}
