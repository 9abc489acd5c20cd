import type { RouteKind } from './openapi-responses.ts';

/** The ways to authenticate. */
export const SECURITY_SCHEMES = {
  clientCredentials: {
    type: 'http',
    scheme: 'basic',
    description: 'The client ID and the client secret of an API key.',
  },
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'The `accessToken` of `POST /reseller/authenticate`, which lasts 24 hours. Its API key ' +
      'needs the scope that the operation names. `sell`, `refund` and `manage` include `read`.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'gigastore.session',
    description:
      'The session of a person who has signed in (`POST /auth/sign-in`); over HTTPS the cookie ' +
      'is called `__Host-gigastore.session`. The role needs the scope that the operation ' +
      'names. The header `X-Account: live` or `sandbox` chooses the account; without it, it is ' +
      'the live one, and in sandbox mode the sandbox. Everything but GET must come from a page ' +
      'of ours: `Origin`, or `Sec-Fetch-Site: same-origin`, says so.',
  },
  operatorKey: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An operator key (`POST /operator/keys`) in place of an access token, for scripts of the ' +
      'platform. It works from its IP allow list only, and for at most 90 days.',
  },
  carrierKey: {
    type: 'http',
    scheme: 'basic',
    description: 'The ID and the secret of a carrier key (`gigastore create-carrier-key`).',
  },
  sdkKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'The publishable key of an app (`POST /gigastore/sdk/keys`).',
  },
  sdkSession: {
    type: 'http',
    scheme: 'bearer',
    description: 'The `sessionToken` of an app (`POST /sdk/v1/sessions`).',
  },
} as const;

/** The scopes of operator keys. */
const OPERATORS = ['assist', 'operate'];

/** The scopes that API keys do not have. */
const PERSONAL = ['team', 'assist', 'operate'];
/** The scope of a key that includes a scope of people. */
const KEY_SCOPE_FOR: Record<string, string> = { billing: 'manage' };

type Security = { security: Record<string, readonly string[]>[] };

/** OpenAPI 3.1 lets every scheme list the roles that it needs: our scopes. One entry is enough. */
export function securityOf(kind: RouteKind): Security {
  const { documented, isPublic, takesSession, isOfCarriers, scopes, caller } = kind;
  if (caller) return { security: [{ [caller]: [] }] };
  if (isOfCarriers) return { security: [{ carrierKey: [] }] };
  if (takesSession) return { security: [{ session: [] }] };
  if (!isPublic) {
    const ofKeys = scopes.filter((scope) => !PERSONAL.includes(scope));
    const keyScopes = new Set(ofKeys.map((scope) => KEY_SCOPE_FOR[scope] ?? scope));
    const keys = [...keyScopes].map((scope) => ({ accessToken: [scope] }));
    const sessions = scopes.map((scope) => ({ session: [scope] }));
    const ofOperators = scopes.filter((scope) => OPERATORS.includes(scope));
    const operatorKeys = ofOperators.map((scope) => ({ operatorKey: [scope] }));
    return { security: [...keys, ...sessions, ...operatorKeys] };
  }
  const isLogin = documented.refusals?.includes('invalid_credentials');
  return { security: isLogin ? [{ clientCredentials: [] }] : [] };
}
