import { Type } from 'typebox';
import { usd } from '../../kernel/money.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  oneOf,
  Price,
  PriceInput,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { addSandboxCredits } from './add-sandbox-credits.ts';
import { registerDeviceRoutes } from './device-routes.ts';
import { moveClock } from './move-clock.ts';
import type { SandboxParts } from './parts.ts';
import { requireSandbox } from './require-sandbox.ts';
import { resetSandbox } from './reset-sandbox.ts';
import { EVENTS_OF_PLATFORM, simulateEvent } from './simulate-event.ts';

const tag = 'Sandbox';
const CLOCK = '/gigastore/sandbox/clock';
const ClockSchema = answer('SandboxClock', {
  now: described(Timestamp, "The time of the account's clock."),
});
const aClock = { now: '2026-05-31T09:55:36.430Z' };
const CreditsSchema = answer('SandboxCredits', {
  balance: described(Price, 'The credit balance.'),
  held: described(Price, 'Credits reserved for pending sales.'),
  available: described(Price, 'The balance less the held credits.'),
});
const aPrice = usd(1000);

/** A sandbox account behaves like a live one; its clock can be moved forward. */
export function registerSandboxRoutes(app: App, parts: SandboxParts): void {
  const routes = routesOf(app, parts);
  registerDeviceRoutes(routes, parts);
  declareClock(routes, parts);
  declareCredits(routes);
  declareEvents(routes);
  declareReset(routes, parts);
}

function declareClock(routes: Routes, { access }: SandboxParts): void {
  routes.read(
    CLOCK,
    {
      id: 'getSandboxClock',
      scope: 'read',
      tag,
      summary: 'Retrieve the sandbox clock',
      description: 'Returns the time that the rules of this sandbox account go by.',
      answer: ClockSchema,
      example: aClock,
      refusals: ['sandbox_only'],
    },
    async (scope) => {
      requireSandbox(scope);
      // Not `scope.now`: another process may have moved the clock after this one cached it.
      const place = { accountId: scope.accountId, realNow: new Date() };
      return { now: (await readClock(scope.db, place)).toISOString() };
    },
  );
  routes.write(
    `POST ${CLOCK}`,
    {
      id: 'advanceSandboxClock',
      scope: 'manage',
      tag,
      summary: 'Advance the sandbox clock',
      description:
        'Moves the clock forward by a duration (`advance`) or to a moment (`now`). Everything ' +
        'that falls due by then has happened when the response arrives.',
      body: Type.Object({
        advance: Type.Optional(
          Type.String({ description: 'An ISO 8601 duration.', examples: ['P31D'], maxLength: 64 }),
        ),
        now: Type.Optional(
          Type.String({
            format: 'date-time',
            description: 'A moment in the future of the clock.',
            examples: ['2026-05-31T09:55:36Z'],
          }),
        ),
      }),
      answer: ClockSchema,
      example: aClock,
      refusals: ['invalid_request', 'sandbox_only'],
      afterwards: ({ request }) => access.invalidateAccount(request.context.accountId),
    },
    async (scope, { body: move }) => {
      const now = await moveClock(scope, { move, realNow: new Date() });
      return { now: now.toISOString() };
    },
  );
}

function declareCredits(routes: Routes): void {
  routes.write(
    'POST /gigastore/sandbox/credits',
    {
      id: 'addSandboxCredits',
      scope: 'manage',
      tag,
      summary: 'Add test credits',
      description:
        'Adds credits to the sandbox account at no charge, and sends the event `credits.added`.',
      body: Type.Object({ amount: described(PriceInput, 'The credits to add.') }),
      answer: CreditsSchema,
      example: { balance: aPrice, held: { ...aPrice, priceValue: 0 }, available: aPrice },
      refusals: ['invalid_request', 'sandbox_only'],
    },
    (scope, { body }) => addSandboxCredits(scope, body.amount),
  );
}

function declareEvents(routes: Routes): void {
  routes.write(
    'POST /gigastore/sandbox/events',
    {
      id: 'simulateEvent',
      scope: 'manage',
      tag,
      summary: 'Simulate an event of the platform',
      description:
        'Records an event with invented data, which reaches webhooks and the stream of events. ' +
        'Nothing else changes. For the events that only the platform causes, or plans with data ' +
        'by day; the other calls of the sandbox make the rest happen.',
      body: Type.Object({
        type: oneOf(EVENTS_OF_PLATFORM, {
          description: 'The type of the event.',
          examples: ['price.changed'],
        }),
      }),
      status: 204,
      refusals: ['sandbox_only'],
    },
    (scope, { body }) => simulateEvent(scope, body),
  );
}

function declareReset(routes: Routes, { access }: SandboxParts): void {
  routes.write(
    'POST /gigastore/sandbox/reset',
    {
      id: 'resetSandbox',
      scope: 'manage',
      tag,
      summary: 'Reset the sandbox account',
      description:
        'Deletes packages, customers, eSIMs, purchases and events, restores the opening credits ' +
        'and sets the clock to real time. API keys, webhook endpoints and the audit log stay.',
      answer: ClockSchema,
      example: aClock,
      refusals: ['sandbox_only'],
      afterwards: ({ request }) => access.invalidateAccount(request.context.accountId),
    },
    async (scope) => {
      const realNow = new Date();
      await resetSandbox(scope, realNow);
      return { now: realNow.toISOString() };
    },
  );
}
