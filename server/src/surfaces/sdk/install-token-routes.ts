import type { Encryption } from '../../kernel/encryption.ts';
import type { PublicTokens } from '../../kernel/public-token.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { sealAnswers } from '../../platform/http/sealed-answers.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Access } from '../../tenancy/accounts/index.ts';
import { createInstallToken } from './install-token.ts';
import { anInstallToken, InstallTokenInput, InstallTokenSchema } from './schemas.ts';

type Parts = WriteParts & {
  access: Pick<Access, 'now'>;
  encryption: Encryption;
  publicTokens: PublicTokens;
};

/** The tokens that a reseller's server gets for its app. */
export function registerInstallTokenRoute(app: App, parts: Parts): void {
  const { access, encryption, idempotency, publicTokens: tokens } = parts;
  routesOf(app, parts).write(
    'POST /gigastore/sdk/install-tokens',
    {
      id: 'createInstallToken',
      scope: 'sell',
      tag: 'SDK',
      summary: 'Create an install token',
      description:
        'Returns a token for the app of a customer. With it, one installation of the app reads ' +
        'and installs the eSIMs of the customer, or the one that you name.',
      body: InstallTokenInput,
      answer: InstallTokenSchema,
      example: anInstallToken,
      refusals: [
        'customer_not_found',
        'customer_deleted',
        'esim_profile_not_found',
        'invalid_state',
      ],
      keys: sealAnswers(idempotency, encryption),
    },
    async (scope, { body }) => {
      const asked = { ...body, realNow: access.now(), tokens };
      const { expiresAt, ...created } = await createInstallToken(scope, asked);
      return { ...created, expiresAt: expiresAt.toISOString() };
    },
  );
}
