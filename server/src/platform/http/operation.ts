import type { TSchema } from 'typebox';
import type { RefusalCode } from '../../kernel/refusal.ts';

export type Operation<Params, Query, Body> = {
  /** `operationId`, unique: `listInventory`. */
  id: string;
  tag: string;
  summary: string;
  description?: string;
  params?: Params;
  querystring?: Query;
  /** A flat object; every part of it is checked, unknown fields never arrive. */
  body?: Body;
  /** What a success looks like, and an example of it; left out for an empty answer (204). */
  answer?: TSchema;
  example?: unknown;
  /** The HTTP status of a success: 200, or 204 without an answer. */
  status?: number;
  /** Further successes by status or media type, for the document only. */
  alsoAnswers?: AlsoAnswers;
  /** What this operation refuses beyond what every route may (401, 429, 500 …), in order. */
  refusals?: readonly RefusalCode[];
  /** False when a POST, PUT or DELETE takes no `Idempotency-Key`. */
  idempotent?: boolean;
  /** Takes the `Locale` and `Accept-Language` headers. */
  localized?: boolean;
  /** For the document only: the list that a route of `acceptListBodies` takes and checks itself. */
  listBody?: TSchema;
  /** For the document only: the media types of the file that a route of `acceptStreams` takes. */
  fileBody?: readonly string[];
};

/** `{ '202': { description, schema } }` or, at the same status, `{ '200 text/csv': … }`. */
type AlsoAnswers = Record<string, { description: string; schema?: TSchema; example?: unknown }>;

/** What the document shows of an operation, declared with its route. */
export type Documented = Pick<
  Operation<TSchema, TSchema, TSchema>,
  | 'answer'
  | 'example'
  | 'status'
  | 'alsoAnswers'
  | 'refusals'
  | 'idempotent'
  | 'localized'
  | 'listBody'
  | 'fileBody'
>;

/**
 * Returns the schema of a route: what is checked on the way in, and its page of the documentation.
 */
export function operation<
  Params extends TSchema | undefined = undefined,
  Query extends TSchema | undefined = undefined,
  Body extends TSchema | undefined = undefined,
>(of: Operation<Params, Query, Body>) {
  const { id, tag, summary, description, params, querystring, body, ...documented } = of;
  const schema = {
    operationId: id,
    tags: [tag],
    summary,
    documented: documented as Documented,
    ...(description !== undefined && { description }),
    ...(params !== undefined && { params }),
    ...(querystring !== undefined && { querystring }),
    ...(body !== undefined && { body }),
  };
  return schema as typeof schema & { params: Params; querystring: Query; body: Body };
}
