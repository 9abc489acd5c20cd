import { Type } from 'typebox';
import { usd } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import { personalRoutesOf } from '../../platform/http/personal-routes.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { listAccounts } from '../../tenancy/accounts/index.ts';
import { Password, verifyPassword } from '../people/index.ts';
import { Code, checkCode, RecoveryCode, readTypedCode } from '../second-factor/index.ts';
import type { People } from '../sessions/index.ts';
import { closeOrganization } from './close-organization.ts';
import {
  CLOSING_BLOCKERS,
  CLOSING_REQUEST_HOURS,
  onlyResellers,
  readClosing,
  requestClosing,
} from './closing.ts';

export type ClosingParts = WriteParts & {
  people: People;
  access: { invalidateAccount(accountId: string): void };
};

const PATH = '/gigastore/organization/closing';
const tag = 'Organization';
const Closing = answer('OrganizationClosing', {
  requestedAt: nullable(Timestamp),
  expiresAt: described(
    nullable(Timestamp),
    'Until when the closing can be confirmed; `null` if it was not requested.',
  ),
  availableCredits: described(Price, 'The credits that would be lost.'),
  heldCredits: described(Price, 'Credits that are reserved for pending sales and disputes.'),
  prepaidUnits: Type.Integer({ description: 'Prepaid units that would be lost.' }),
  usablePackages: Type.Integer({
    description: 'Packages of your customers that continue to work.',
  }),
  runningPurchases: Type.Integer({ description: 'Purchases of credits that are not finished.' }),
  blockers: Type.Array(oneOf(CLOSING_BLOCKERS), {
    description: 'What keeps the organization from being closed; empty if nothing does.',
  }),
});
const aClosing = {
  requestedAt: '2026-04-30T09:55:36.430Z',
  expiresAt: '2026-05-01T09:55:36.430Z',
  availableCredits: usd(98.51),
  heldCredits: usd(0),
  prepaidUnits: 10,
  usablePackages: 312,
  runningPurchases: 0,
  blockers: [],
};

/** Closing a company: the conditions, the request, and the confirmation by an owner. */
export function registerClosingRoutes(app: App, parts: ClosingParts): void {
  declareRequest(routesOf(app, parts), parts);
  declareConfirmation(app, parts);
}

function declareRequest(routes: Routes, { people }: ClosingParts): void {
  routes.read(
    PATH,
    {
      id: 'getOrganizationClosing',
      scope: 'team',
      tag,
      summary: 'Retrieve the conditions of closing',
      description:
        'Returns what would be lost if your organization were closed now, all of it on the live ' +
        'account, and what keeps it from being closed. Credits and prepaid units that are left ' +
        'are not refundable. Packages that you have sold continue to work.',
      answer: Closing,
      example: aClosing,
    },
    (scope) => readClosing(scope),
  );
  routes.write(
    `POST ${PATH}`,
    {
      id: 'requestOrganizationClosing',
      scope: 'team',
      tag,
      summary: 'Request to close your organization',
      description:
        'The first of two steps: returns the conditions, and lets an owner confirm the closing ' +
        `within ${CLOSING_REQUEST_HOURS} hours (\`POST /auth/close-organization\`). Nothing else ` +
        'changes until then.',
      answer: Closing,
      example: aClosing,
      refusals: ['forbidden'],
    },
    (scope) => requestClosing({ ...scope, realNow: people.now() }),
  );
}

function declareConfirmation(app: App, { people, access }: ClosingParts): void {
  personalRoutesOf(app, people).write(
    'POST /auth/close-organization',
    {
      id: 'closeOrganization',
      tag,
      summary: 'Close your organization',
      description:
        'Confirms the closing that was requested, for good: your organization cannot sell any ' +
        'more, everybody is signed out and cannot sign in again, and all API keys end. Data is ' +
        'kept for as long as the law asks. Send the name of the company with your `password`, ' +
        'or with a `code` or `recoveryCode` of your second factor.',
      body: Type.Object({
        companyName: Type.String({
          maxLength: 255,
          description: 'The name of the company.',
          examples: ['Acme Travel'],
        }),
        password: Type.Optional(described(Password, 'Your current password.')),
        code: Type.Optional(Code),
        recoveryCode: Type.Optional(RecoveryCode),
      }),
      status: 204,
      refusals: ['invalid_request', 'forbidden', 'rate_limited', 'sign_in_failed', 'invalid_state'],
    },
    async (scope, { body, reply }) => {
      const { organizationId, organizationName: name, role, isPlatform } = scope.session;
      if (organizationId === null || name === null || role !== 'owner' || isPlatform) {
        throw onlyResellers();
      }
      if (body.companyName.trim() !== name.trim()) {
        throw invalid('/companyName', `must be the name of your company: ${name}`);
      }
      const { password, ...codes } = body;
      const typed = password === undefined ? readTypedCode(codes) : undefined;
      if (password !== undefined) await verifyPassword({ ...scope, people }, password);
      await scope.commit(async (given) => {
        const { personId } = scope.session;
        const refusal = typed && (await checkCode({ ...given, people }, { personId, typed }));
        return refusal ?? closeOrganization(given, { organizationId, name });
      });
      people.sessions.invalidateOrganization(organizationId);
      for (const { id } of await listAccounts(scope.db, organizationId))
        access.invalidateAccount(id);
      reply.header('Set-Cookie', people.cookies.clear());
    },
  );
}
