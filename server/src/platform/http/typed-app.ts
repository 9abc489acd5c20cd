import type {} from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Context } from '../../kernel/context.ts';
import type { RefusalCode } from '../../kernel/refusal.ts';
import type { ApiScope } from '../../kernel/scopes.ts';
import type { Documented } from './operation.ts';

/** The HTTP application as a slice's `routes.ts` sees it: types come from the typebox schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** A request and a reply of any route. */
export type Request = FastifyRequest;
export type Reply = FastifyReply;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks and for which account. Set on every route that is not public. */
    context: Context;
    /** Authenticates the caller again, for answers that last; throws once it is not admitted. */
    admitAgain: () => Promise<void>;
    /** The JSON body as it was sent, before absent values were dropped; undefined without one. */
    sentBody: unknown;
    /** The code of the refusal that was answered. */
    refusal: RefusalCode | undefined;
  }

  interface FastifyInstance {
    /** What calls by tools of agents carry, which only this process knows. */
    agentMark: string;
  }

  interface FastifySchema {
    /** What openapi.json shows of the route beyond what is validated. */
    documented?: Documented;
  }

  interface FastifyContextConfig {
    /** What the caller must be allowed, any one of several; every route has this or `public`. */
    scope?: ApiScope | readonly ApiScope[];
    /** Answers without a token. */
    public?: true;
    /** With `public`: takes a person's session of any role, which the route itself reads. */
    session?: true;
    /** With `public`: takes the key of a carrier, which the route itself reads. */
    carrier?: true;
    /** With `public`: takes the key or the session of an app, which the route itself reads. */
    caller?: 'sdkKey' | 'sdkSession';
    /** Takes any body of any type and reads none of it. */
    ignoresBody?: true;
    /** Takes the form of a page without scripts too. */
    takesForm?: true;
    /** The one spelling of this route for idempotency keys, when it has several. */
    idempotencyRoute?: string;
  }
}
