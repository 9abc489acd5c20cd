import type { Context } from '../../kernel/context.ts';
import { AGENT_HEADER } from '../../platform/http/authentication.ts';
import type { App, Request } from '../../platform/http/typed-app.ts';

export type Json = Record<string, unknown>;

/** The API of the store with the key of the caller. */
export type Api = {
  get(path: string, query?: Record<string, unknown>): Promise<Json>;
  /** Sends a change; `key` is its idempotency key. Searches have none. */
  post(path: string, body: Json, key?: string): Promise<Json>;
  /** Returns a document of the site; undefined if there is none. */
  text(path: string): Promise<string | undefined>;
  caller: Context;
};

/** An error that the API answered with. */
export class ApiProblem extends Error {
  readonly problem: Json;

  constructor(problem: Json) {
    super(String(problem.detail));
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

/**
 * Returns the API as the caller of a request may use it: each call passes the same checks as a call
 * from outside. `tool` is kept in the audit log.
 */
export function apiOf(app: App, request: Request, tool?: string): Api {
  const identity = {
    authorization: request.headers.authorization ?? '',
    'x-request-id': request.id,
    [AGENT_HEADER]: app.agentMark,
    ...(tool !== undefined && { 'gigastore-tool': tool }),
  };
  const ask = (method: 'GET' | 'POST', url: string, more: object = {}) =>
    app.inject({ method, url, headers: identity, remoteAddress: request.ip, ...more });
  return {
    caller: request.context,
    get: async (path, query = {}) => read(await ask('GET', path + searchOf(query))),
    post: async (path, payload, key) => {
      const headers = { ...identity, ...(key !== undefined && { 'idempotency-key': key }) };
      return read(await ask('POST', path, { headers, payload }));
    },
    async text(path) {
      const answer = await ask('GET', path);
      return answer.statusCode === 200 ? answer.body : undefined;
    },
  };
}

function searchOf(query: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `?${search}` : '';
}

function read({ statusCode, body }: { statusCode: number; body: string }): Json {
  const parsed = body === '' ? {} : (JSON.parse(body) as Json);
  if (statusCode >= 400) throw new ApiProblem(parsed);
  return parsed;
}

/** Returns a part of a path for a value that a caller gave. */
export function part(value: unknown): string {
  return encodeURIComponent(String(value));
}
