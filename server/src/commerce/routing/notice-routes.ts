import { Type } from 'typebox';
import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { audit } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, described, nullable, oneOf } from '../../platform/http/schemas.ts';
import { registerNotices } from './register-notices.ts';

type NoticeParts = {
  orderingCarriers: readonly OrderingCarrier[];
  config: Pick<Config, 'publicUrl'>;
};

/** Declares the route that has a carrier send its notices here. */
export function declareNotices(
  routes: Routes,
  { orderingCarriers: carriers, config: { publicUrl } }: NoticeParts,
): void {
  routes.write(
    'POST /operator/carriers/notices',
    {
      id: 'registerCarrierNotices',
      scope: 'operate',
      tag: 'Operator: carriers',
      summary: 'Register the notice URL at a carrier',
      description:
        'Registers this store as the receiver of the notices of a carrier. The call saves the ' +
        'URL at eSIM Access, and opts in to each type of notice at Airalo. Both carriers ' +
        'request the URL before they accept it, so the store must be reachable at its public ' +
        'address. For eSIM Go, enter the URL in its portal. Repeating the call is safe.',
      body: Type.Object({
        carrier: Type.String({
          pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
          description: 'The name of the carrier.',
          examples: ['esim-access'],
        }),
      }),
      answer: answer('CarrierNotices', {
        url: Type.String({ description: 'The URL for the notices of this carrier.' }),
        outcome: oneOf(['done', 'refused', 'retry_later', 'unknown'], {
          description: 'How the call ended; `done` if the carrier sends its notices there.',
        }),
        detail: described(nullable(Type.String()), 'Why it was not done, in words.'),
      }),
      example: {
        url: 'https://store.example/carrier-notices/esim-access',
        outcome: 'done',
        detail: null,
      },
      beforehand: (_, { body: { carrier } }) => registerNotices({ carrier, carriers, publicUrl }),
      refusals: ['invalid_request'],
    },
    async (scope, { body: { carrier }, found }) => {
      if (!found) throw invalid('/carrier', 'must be a carrier that is ordered from');
      const { outcome, url } = found;
      const after = { outcome, url };
      audit(scope, { action: 'carrier.notices_registered', target: carrier, before: null, after });
      return found;
    },
  );
}
