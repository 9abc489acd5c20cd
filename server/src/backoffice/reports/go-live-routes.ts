import { Type } from 'typebox';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, described, Id, nullable, oneOf } from '../../platform/http/schemas.ts';
import { GO_LIVE_STEPS, readGoLive } from './go-live.ts';

const GoLive = answer('GoLive', {
  isReady: Type.Boolean({ description: 'Whether every required step is done.' }),
  liveAccountId: described(Id, 'The ID of the live account.'),
  steps: Type.Array(
    answer('GoLiveStep', {
      step: oneOf(GO_LIVE_STEPS, { description: 'The name of the step.' }),
      isDone: Type.Boolean({ description: 'Whether the step is done.' }),
      isRequired: Type.Boolean({ description: 'Whether nothing can be sold without it.' }),
      operation: described(nullable(Type.String()), 'The operation that does the step.'),
    }),
    { description: 'The steps before the first live sale, in order.' },
  ),
});

/** The steps to the first live sale. */
export function declareGoLive(routes: Routes): void {
  routes.read(
    '/gigastore/go-live',
    {
      id: 'getGoLive',
      scope: 'read',
      tag: 'Organization',
      summary: 'Retrieve the go-live checklist',
      description:
        'Returns what your live account still needs before its first sale, and what we ' +
        'recommend. Keys of both accounts get the same answer.',
      answer: GoLive,
      example: {
        isReady: false,
        liveAccountId: '4f1eec1b-61dc-47df-91a6-0123456789ab',
        steps: [
          {
            step: 'billing_details',
            isDone: true,
            isRequired: true,
            operation: 'PUT /gigastore/billing-details',
          },
        ],
      },
    },
    (scope) => readGoLive(scope),
  );
}
