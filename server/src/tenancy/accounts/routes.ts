import { type Static, Type } from 'typebox';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { declareApiKeys } from './api-key-routes.ts';
import type { AccountParts } from './parts.ts';
import { AccessToken } from './schemas.ts';
import { TOKEN_LIFETIME_SECONDS } from './tokens.ts';

/** Access tokens, the keys that they are signed with, and API keys. */
export function registerAccountRoutes(app: App, parts: AccountParts): void {
  const routes = routesOf(app, parts);
  declareTokens(routes, parts);
  declareApiKeys(routes, parts);
}

function declareTokens(routes: Routes, { access }: AccountParts): void {
  routes.open(
    'POST /reseller/authenticate',
    {
      id: 'authenticate',
      tag: 'Authentication',
      summary: 'Get an access token',
      description:
        'Send the client ID and the client secret of an API key by HTTP Basic. The body is ' +
        'ignored. The token lasts 24 hours.',
      answer: AccessToken,
      example: showToken('eyJhbGciOiJSUzI1NiIs…'),
      refusals: ['invalid_credentials', 'forbidden'],
      idempotent: false,
      ignoresBody: true,
    },
    async ({ request, reply }) => {
      const { authorization } = request.headers;
      reply.header('Cache-Control', 'no-store');
      return showToken(
        await access.authenticateClient({
          authorization,
          remoteAddress: request.ip,
          requestId: request.id,
        }),
      );
    },
  );
  routes.open(
    'GET /.well-known/jwks.json',
    {
      id: 'getKeySet',
      tag: 'Authentication',
      summary: 'Retrieve the public keys of access tokens',
      description: 'Returns a JSON Web Key Set (RFC 7517), which access tokens are verified with.',
      answer: answer('JsonWebKeySet', {
        keys: Type.Array(Type.Object({}), { description: 'Public RSA keys.' }),
      }),
    },
    ({ reply }) => {
      reply.header('Cache-Control', 'public, max-age=60');
      return access.jwks();
    },
  );
}

/** Returns the answer of the original API, to the letter. */
function showToken(accessToken: string): Static<typeof AccessToken> {
  return {
    accessToken,
    expiresIn: TOKEN_LIFETIME_SECONDS,
    refreshToken: null,
    refreshExpiresIn: 0,
    tokenType: 'Bearer',
    idToken: null,
  };
}
