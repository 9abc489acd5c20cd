import { Type } from 'typebox';
import { listPullFeeds, type PullFeed } from '../../connectivity/usage-pulls/index.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, described, nullable, Timestamp } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';

const UsagePull = answer('UsagePull', {
  carrier: Type.String({ description: 'The supplier.', examples: ['esim-access'] }),
  esims: Type.Integer({ description: 'How many eSIMs it is asked about.' }),
  waiting: Type.Integer({ description: 'How many of them are due now.' }),
  askedAt: described(nullable(Timestamp), 'When it was last asked; `null` before the first time.'),
  answeredAt: described(
    nullable(Timestamp),
    'When it last answered; `null` before the first time.',
  ),
  pausedUntil: described(
    nullable(Timestamp),
    'Until when it is asked nothing, because it did not answer; `null` if it is asked.',
  ),
  failures: Type.Integer({ description: 'Questions in a row without an answer.' }),
  detail: described(nullable(Type.String()), 'Why the last question got no answer.'),
});
const aPull = {
  carrier: 'esim-access',
  esims: 1_204,
  waiting: 3,
  askedAt: '2026-04-30T09:55:36.430Z',
  answeredAt: '2026-04-30T09:55:36.430Z',
  pausedUntil: null,
  failures: 0,
  detail: null,
};

/** Declares the operator's route of the suppliers that are asked for usage. */
export function registerPulledUsageRoutes(app: App, parts: WriteParts): void {
  routesOf(app, parts).read(
    '/operator/usage-pulls',
    {
      id: 'listUsagePulls',
      scope: 'assist',
      tag: 'Operator: carriers',
      summary: 'List suppliers that are asked for usage',
      description: 'Returns how the questions for usage to each supplier go.',
      answer: answer('UsagePulls', {
        items: Type.Array(UsagePull, { description: 'The suppliers, by name.' }),
      }),
      example: { items: [aPull] },
    },
    async ({ db }) => ({ items: (await listPullFeeds(db)).map(showFeed) }),
  );
}

function showFeed({ askedAt, answeredAt, pausedUntil, ...feed }: PullFeed) {
  return {
    ...feed,
    askedAt: askedAt?.toISOString() ?? null,
    answeredAt: answeredAt?.toISOString() ?? null,
    pausedUntil: pausedUntil?.toISOString() ?? null,
  };
}
