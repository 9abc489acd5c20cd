import { type Actor, actorIdOf, type Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { redact } from '../../kernel/redact.ts';
import type { AnsweredRequest } from '../../platform/http/observed-requests.ts';

/** A request as the log keeps it, without secrets and personal data. */
export type RequestRecord = {
  accountId: string;
  /** Real time, whatever the clock of a sandbox says. */
  at: Date;
  id: string;
  requestId: string;
  actorKind: 'api_key' | 'person';
  actorId: string;
  actorName: string | null;
  method: string;
  /** The pattern of the path: `/gigastore/products/inventory/{id}`. */
  route: string;
  path: string;
  query: Fields | null;
  requestBody: unknown;
  responseBody: unknown;
  status: number;
  /** The error code; null for a success. */
  code: string | null;
  durationMs: number;
  idempotencyKey: string | null;
  isReplay: boolean;
  remoteAddress: string | null;
  userAgent: string | null;
};

type Fields = Record<string, unknown>;

/** Longer bodies are not kept. */
const MAX_BODY_LENGTH = 4_096;
const MAX_PATH_LENGTH = 1_024;
const MAX_AGENT_LENGTH = 255;

/** Returns whether the log keeps a request: every one of a key, and what people change or miss. */
export function isKept({ context, method, status }: AnsweredRequest): boolean {
  const { kind } = context.actor;
  return kind === 'api_key' || (kind === 'person' && (method !== 'GET' || status >= 400));
}

/** Returns the record of a request, with its bodies redacted. */
export function toRecord(answered: AnsweredRequest, at: Date): RequestRecord {
  const { context, query, body, payload, ...rest } = answered;
  const path = rest.path.slice(0, MAX_PATH_LENGTH);
  const parsed = parsePayload(payload);
  const code = rest.refusal ?? null;
  return {
    ...actorOf(context),
    at,
    id: newId(),
    requestId: context.requestId,
    method: rest.method,
    route: rest.route.replace(/:(\w+)/g, '{$1}'),
    path,
    query: Object.keys(query).length > 0 ? redact(query) : null,
    requestBody: toKept(body),
    responseBody: withCode(toKept(parsed), code),
    status: rest.status,
    code,
    durationMs: Math.round(rest.durationMs),
    idempotencyKey: rest.idempotencyKey?.slice(0, MAX_AGENT_LENGTH) ?? null,
    isReplay: rest.isReplay,
    remoteAddress: context.remoteAddress,
    userAgent: rest.userAgent?.slice(0, MAX_AGENT_LENGTH) ?? null,
  };
}

function actorOf({ accountId, actor }: Context) {
  const actorKind = actor.kind === 'person' ? 'person' : 'api_key';
  return { accountId, actorKind, actorId: actorIdOf(actor), actorName: nameOf(actor) } as const;
}

function nameOf({ name }: Actor): string | null {
  return name ?? null;
}

function parsePayload(payload: string | undefined): unknown {
  if (!payload || payload.length > MAX_BODY_LENGTH || !/^[[{]/.test(payload)) return null;
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

function toKept(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return null;
  const { body: kept } = redact({ body });
  return JSON.stringify(kept).length > MAX_BODY_LENGTH ? null : kept;
}

/** The code of an error is no secret, although codes are redacted elsewhere. */
function withCode(kept: unknown, code: string | null): unknown {
  return code !== null && typeof kept === 'object' ? { ...kept, code } : kept;
}

/** Returns a record as the API shows it. */
export function showRecord(record: RequestRecord) {
  const { actorKind, actorId, actorName, accountId: _, at, ...shown } = record;
  const { query, requestBody, responseBody, ...named } = shown;
  return {
    ...named,
    at: at.toISOString(),
    actor: { kind: actorKind, id: actorId, name: actorName },
    query,
    requestBody,
    responseBody,
  };
}

/** Returns a record as the list shows it, without its bodies. */
export function showEntry(record: RequestRecord) {
  const { query: _, requestBody: __, responseBody: ___, ...entry } = showRecord(record);
  return entry;
}
