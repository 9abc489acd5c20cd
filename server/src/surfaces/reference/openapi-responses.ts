import type { RouteOptions } from 'fastify';
import type { RefusalCode } from '../../kernel/refusal.ts';
import type { Documented } from '../../platform/http/operation.ts';
import { PROBLEMS } from '../../platform/http/problems.ts';

type Node = Record<string, unknown>;

/** The properties of a route that decide its answers, beyond what its `operation` declares. */
export type RouteKind = {
  documented: Documented;
  isPublic: boolean;
  /** Takes a person's session and no API key. */
  takesSession: boolean;
  /** Takes the key of a carrier. */
  isOfCarriers: boolean;
  /** The credentials of an app that the route takes. */
  caller: 'sdkKey' | 'sdkSession' | undefined;
  /** The scopes of which the caller needs one; none for a public route. */
  scopes: readonly string[];
  takesBody: boolean;
  /** Whether a body that is sent must be valid, although the route takes none. */
  readsBody: boolean;
  takesKey: boolean;
};

/** Returns the kind of a declared route; undefined for a route that is not documented. */
export function kindOf(route: RouteOptions): RouteKind | undefined {
  const { schema, config } = route;
  const documented = schema?.documented;
  if (!documented) return undefined;
  const isPublic = config?.public === true;
  const takesSession = config?.session === true;
  const isOfCarriers = config?.carrier === true;
  const changes = route.method !== 'GET' && config?.scope !== 'read' && !isPublic;
  const takesKey = changes && documented.idempotent !== false;
  const takesBody = (schema.body ?? documented.listBody) !== undefined;
  const readsBody = route.method !== 'GET' && config?.ignoresBody !== true;
  const scopes = [config?.scope ?? []].flat();
  const callers = { isPublic, takesSession, isOfCarriers, scopes, caller: config?.caller };
  return { documented, ...callers, takesBody, readsBody, takesKey };
}

/** Returns every answer of a route by its status. */
export function responsesOf(kind: RouteKind): Node {
  const { documented } = kind;
  const responses: Node = { [statusOf(documented)]: successOf(kind) };
  for (const [key, also] of Object.entries(documented.alsoAnswers ?? {})) {
    const [code = '', type = 'application/json'] = key.split(' ');
    const { description, schema, example } = also;
    const known = (responses[code] ?? { description, headers: RESPONSE_HEADERS }) as Node;
    const content = { [type]: { schema, ...(example !== undefined && { example }) } };
    responses[code] = {
      ...known,
      ...(schema && { content: { ...(known.content as Node | undefined), ...content } }),
    };
  }
  return { ...responses, ...problemsOf(kind) };
}

const RESPONSE_HEADERS = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };
const RATE_HEADERS = Object.fromEntries(
  ['Limit', 'Remaining', 'Reset'].map((name) => [
    `RateLimit-${name}`,
    { $ref: `#/components/headers/RateLimit${name}` },
  ]),
);
const REPLAYED = {
  'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' },
};

function statusOf({ status, answer }: Documented): number {
  return status ?? (answer ? 200 : 204);
}

function successOf({ documented, isPublic, takesKey }: RouteKind): Node {
  const { answer, example } = documented;
  return {
    description: statusOf(documented) === 204 ? 'Success. The response has no body.' : 'Success.',
    headers: { ...RESPONSE_HEADERS, ...(!isPublic && RATE_HEADERS), ...(takesKey && REPLAYED) },
    ...(answer && {
      content: {
        'application/json': { schema: answer, ...(example !== undefined && { example }) },
      },
    }),
  };
}

function problemsOf(kind: RouteKind): Node {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of new Set([...(kind.documented.refusals ?? []), ...generalRefusals(kind)])) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [status, problemResponse(codes)]),
  );
}

function generalRefusals(kind: RouteKind): RefusalCode[] {
  const { documented, isPublic, takesSession, takesBody, readsBody, takesKey } = kind;
  const isLogin = documented.refusals?.includes('invalid_credentials') ?? false;
  const codes: RefusalCode[] = ['invalid_request'];
  if (!isPublic) codes.push('missing_token', 'invalid_token', 'token_expired', 'forbidden');
  if (!isPublic) codes.push('insufficient_scope');
  if (takesSession) codes.push('missing_token', 'invalid_token', 'forbidden');
  if (takesKey) codes.push('idempotency_key_in_progress');
  if (readsBody) codes.push('body_too_large');
  if (takesBody) codes.push('unsupported_media_type');
  if (takesKey) codes.push('idempotency_key_reused');
  if (!isPublic || takesSession || isLogin) codes.push('rate_limited');
  return [...codes, 'internal_error', 'service_unavailable'];
}

/** Returns one response for all refusals of a status; the same list is the same component. */
function problemResponse(codes: readonly RefusalCode[]): Node {
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]);
  const status = PROBLEMS[codes[0] ?? 'internal_error'].status;
  const waits = status === 429 || status === 503;
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join('\n\n'),
    headers: {
      ...RESPONSE_HEADERS,
      ...(waits && { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
    },
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(examples),
      },
    },
  };
}
