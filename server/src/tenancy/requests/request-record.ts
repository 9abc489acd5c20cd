import { actorIdOf } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { redact } from '../../kernel/redact.ts';
import type { AnsweredRequest } from '../../platform/http/observed-requests.ts';

/** A request as the log keeps it, without secrets and personal data. */
export type RequestRecord = {
  accountId: string;
  /** Real time, not the clock of a sandbox. */
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

/** A record before it is stored, with its JSON as text. */
export type RecordDraft = Omit<RequestRecord, 'query' | 'requestBody' | 'responseBody'> & {
  query: string | null;
  requestBody: string | null;
  responseBody: string | null;
};

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
export function toRecord(answered: AnsweredRequest, at: Date): RecordDraft {
  const { context, query, refusal: code = null } = answered;
  // Field by field: rest and spread would take as long as everything else.
  return {
    accountId: context.accountId,
    at,
    id: newId(),
    requestId: context.requestId,
    actorKind: context.actor.kind === 'person' ? 'person' : 'api_key',
    actorId: actorIdOf(context.actor),
    actorName: context.actor.name ?? null,
    method: answered.method,
    route: answered.route.replace(/:(\w+)/g, '{$1}'),
    path: answered.path.slice(0, MAX_PATH_LENGTH),
    query: Object.keys(query).length > 0 ? toJson(redact(query)) : null,
    requestBody: toKept(answered.body, null),
    responseBody: toKept(parsePayload(answered.payload), code),
    status: answered.status,
    code,
    durationMs: Math.round(answered.durationMs),
    idempotencyKey: answered.idempotencyKey?.slice(0, MAX_AGENT_LENGTH) ?? null,
    isReplay: answered.isReplay,
    remoteAddress: context.remoteAddress,
    userAgent: answered.userAgent?.slice(0, MAX_AGENT_LENGTH) ?? null,
  };
}

function parsePayload(payload: string | undefined): unknown {
  if (!payload || payload.length > MAX_BODY_LENGTH || !/^[[{]/.test(payload)) return null;
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

/** Returns a body as the log keeps it. The code of an error is no secret, as others are. */
function toKept(body: unknown, code: string | null): string | null {
  const coded = code === null ? undefined : { code };
  const without = coded ? toJson(coded) : null;
  if (typeof body !== 'object' || body === null) return without;
  const { body: redacted } = redact({ body });
  const kept = toJson(coded ? { ...(redacted as object), ...coded } : redacted);
  return kept.length > MAX_BODY_LENGTH ? without : kept;
}

/** PostgreSQL stores no NUL characters. */
function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\u0000') ? text.replaceAll('\\u0000', '\\ufffd') : text;
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
