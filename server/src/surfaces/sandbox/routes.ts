import { Type } from 'typebox';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { usd } from '../../kernel/money.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, Price, PriceInput, Timestamp } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import { type Access, readClock } from '../../tenancy/accounts/index.ts';
import { addSandboxCredits } from './add-sandbox-credits.ts';
import { registerDeviceRoutes } from './device-routes.ts';
import { moveClock } from './move-clock.ts';
import { requireSandbox } from './require-sandbox.ts';
import { resetSandbox } from './reset-sandbox.ts';

export type SandboxParts = WriteParts & {
  links: PublicLinks;
  access: Pick<Access, 'invalidateAccount'>;
};

const ClockSchema = answer('SandboxClock', { now: Timestamp });
const aClock = { now: '2026-05-31T09:55:36.430Z' };
const CreditsSchema = answer('SandboxCredits', { balance: Price, held: Price, available: Price });
const aPrice = usd(1000);

/** Contract section 9: an account that behaves like the real thing, and whose time can travel. */
export function registerSandboxRoutes(app: App, parts: SandboxParts): void {
  registerDeviceRoutes(app, parts);
  registerClock(app, parts);
  registerCredits(app, parts);
  registerReset(app, parts);
}

function registerClock(app: App, parts: SandboxParts): void {
  app.get(
    '/gigastore/sandbox/clock',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getSandboxClock',
        tag: 'Sandbox',
        summary: "Read the account's clock",
        answer: ClockSchema,
        example: aClock,
        refusals: ['sandbox_only'],
      }),
    },
    async ({ context }) => {
      requireSandbox(context);
      // Read, because another process may have moved it since this one remembered the account.
      const asked = { accountId: context.accountId, realNow: new Date() };
      return { now: (await readClock(parts.db, asked)).toISOString() };
    },
  );

  app.post(
    '/gigastore/sandbox/clock',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'moveSandboxClock',
        tag: 'Sandbox',
        summary: "Move the account's clock forward",
        description: 'What falls due by then has happened when the call answers.',
        body: Type.Object({
          advance: Type.Optional(Type.String({ examples: ['P31D'], maxLength: 64 })),
          now: Type.Optional(Type.String({ format: 'date-time' })),
        }),
        answer: ClockSchema,
        example: aClock,
        refusals: ['invalid_request', 'sandbox_only'],
      }),
    },
    async (request, reply) => {
      const { accountId } = request.context;
      const sent = await write(parts, reply, async (scope) => {
        const move = { move: request.body, realNow: new Date() };
        return { now: (await moveClock(scope, move)).toISOString() };
      });
      parts.access.invalidateAccount(accountId);
      return sent;
    },
  );
}

function registerCredits(app: App, parts: SandboxParts): void {
  app.post(
    '/gigastore/sandbox/credits',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'addSandboxCredits',
        tag: 'Sandbox',
        summary: 'Add credits for nothing',
        body: Type.Object({ amount: PriceInput }),
        answer: CreditsSchema,
        example: { balance: aPrice, held: { ...aPrice, priceValue: 0 }, available: aPrice },
        refusals: ['invalid_request', 'sandbox_only'],
      }),
    },
    (request, reply) =>
      write(parts, reply, (scope) => addSandboxCredits(scope, request.body.amount)),
  );
}

function registerReset(app: App, parts: SandboxParts): void {
  app.post(
    '/gigastore/sandbox/reset',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'resetSandbox',
        tag: 'Sandbox',
        summary: 'Make the account what it was on its first day',
        description: 'Its clock too. API keys and webhook settings stay.',
        answer: ClockSchema,
        example: aClock,
        refusals: ['sandbox_only'],
      }),
    },
    async (request, reply) => {
      const { accountId } = request.context;
      const sent = await write(parts, reply, async (scope) => {
        const realNow = new Date();
        await resetSandbox(scope, realNow);
        return { now: realNow.toISOString() };
      });
      parts.access.invalidateAccount(accountId);
      return sent;
    },
  );
}
