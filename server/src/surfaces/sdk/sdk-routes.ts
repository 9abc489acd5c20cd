import { Type } from 'typebox';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import {
  anInstallationEvent,
  InstallationEventSchema,
} from '../../connectivity/installations/index.ts';
import type { PublicTokens } from '../../kernel/public-token.ts';
import type { RefusalCode } from '../../kernel/refusal.ts';
import type { Config } from '../../platform/config/config.ts';
import { PRIVATE_HEADERS } from '../../platform/http/headers.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, described, RequestId } from '../../platform/http/schemas.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Limits } from '../../platform/limits/limits.ts';
import { type Access, readClock } from '../../tenancy/accounts/index.ts';
import { findKeyInUse } from '../../tenancy/sdk-apps/index.ts';
import type { RefuseUnattested } from '../../tenancy/sdk-attestation/index.ts';
import { bearerOf, createSdkLimits, type SdkLimits } from './caller-routes.ts';
import { checkDevice } from './check-device.ts';
import { findOwnProfile, readOwnProfiles, showProfiles } from './profiles.ts';
import { readSession } from './read-session.ts';
import {
  aDeviceCheck,
  anSdkProfile,
  anSdkUsage,
  aSession,
  DeviceCheckSchema,
  InstallationInput,
  SdkProfileSchema,
  SdkUsageSchema,
  SessionInput,
  SessionSchema,
} from './schemas.ts';
import { startSession } from './start-session.ts';
import { takeReport } from './take-report.ts';
import { readUsage } from './usage.ts';
import { declareUserCalls, type UserParts } from './user-routes.ts';

const tag = 'SDK: apps';
const refusals = ['missing_token', 'invalid_token', 'rate_limited'] as const;
const ofSession: readonly RefusalCode[] = [...refusals, 'token_expired'];
const params = Type.Object({ uid: described(RequestId, 'The ID of the eSIM.') });

type SdkParts = WriteParts &
  Pick<UserParts, 'lane' | 'outgoing' | 'encryption'> & {
    access: Pick<Access, 'now'>;
    links: PublicLinks;
    publicTokens: PublicTokens;
    refuseUnattested: RefuseUnattested;
    config: Pick<Config, 'mode'>;
    limits: Limits;
  };
type Parts = Omit<SdkParts, 'limits'> & { limits: SdkLimits };

/** What apps call: with the key of the app, and then with the token of a session. */
export function registerSdkRoutes(app: App, given: SdkParts): void {
  const parts = { ...given, limits: createSdkLimits(given.limits) };
  const routes = routesOf(app, parts);
  declareKeyCalls(routes, parts);
  declareReading(routes, parts);
  declareReports(routes, parts);
  const { config, access } = parts;
  declareUserCalls(routes, {
    ...parts,
    mode: config.mode,
    clock: () => access.now().getTime(),
    realNow: () => access.now(),
    inFlight: new Set(),
    keyOf: (request, reply) => keyOf(parts, request, reply),
  });
}

function declareKeyCalls(routes: Routes, parts: Parts): void {
  const { db, holdSandboxes, limits, publicTokens: tokens, refuseUnattested } = parts;
  routes.open(
    'POST /sdk/v1/sessions',
    {
      id: 'startSdkSession',
      caller: 'sdkKey',
      tag,
      summary: 'Start a session',
      description:
        'Exchanges the key of the app and an install token for a session of an hour. Retry it ' +
        'with the same `installationId` if the answer was lost.',
      body: SessionInput,
      answer: SessionSchema,
      example: aSession,
      refusals: [...refusals, 'forbidden', 'invalid_credentials', 'app_not_attested'],
    },
    async ({ request, reply, body }) => {
      const { key, realNow } = await keyOf(parts, request, reply);
      await limits.token(body.installToken);
      const opened = await db.transaction(async (tx) => {
        if (key.mode === 'sandbox') await holdSandboxes?.(tx, [key.accountId]);
        return startSession({ db: tx, key, realNow, tokens, refuseUnattested }, body);
      });
      return {
        sessionToken: opened.token,
        expiresAt: opened.expiresAt.toISOString(),
        reportsUntil: opened.reportsUntil.toISOString(),
        testMode: key.mode === 'sandbox',
      };
    },
  );
  routes.open(
    'GET /sdk/v1/device-check',
    {
      id: 'checkSdkDevice',
      caller: 'sdkKey',
      tag,
      summary: 'Check a device',
      description: 'Returns the models that take eSIMs and match a text.',
      querystring: Type.Object({
        model: Type.String({
          minLength: 1,
          maxLength: 100,
          description: 'The model, as the phone names it.',
          examples: ['Pixel 9'],
        }),
      }),
      answer: DeviceCheckSchema,
      example: aDeviceCheck,
      refusals: [...refusals, 'forbidden'],
    },
    async ({ request, reply, query: { model } }) => {
      await keyOf(parts, request, reply);
      return checkDevice(model);
    },
  );
}

async function keyOf(
  { access, db, limits }: Pick<Parts, 'access' | 'db' | 'limits'>,
  request: Request,
  reply: Reply,
) {
  reply.headers(PRIVATE_HEADERS);
  await limits.address(request);
  const text = bearerOf(request);
  await limits.key(text);
  const realNow = access.now();
  return { key: await findKeyInUse(db, { key: text, realNow }), realNow };
}

function declareReading(routes: Routes, parts: Parts): void {
  const { db } = parts;
  routes.open(
    'GET /sdk/v1/profiles',
    {
      id: 'listSdkProfiles',
      caller: 'sdkSession',
      tag,
      summary: 'List the eSIMs of a session',
      description: 'Returns the eSIMs that the session may install, the oldest first.',
      answer: answer('SdkProfiles', {
        items: Type.Array(SdkProfileSchema, { description: 'The eSIMs.' }),
      }),
      example: { items: [anSdkProfile] },
      refusals: ofSession,
    },
    async ({ request, reply }) => {
      const session = await sessionOf(parts, request, reply);
      return { items: await showProfiles(parts, session, await readOwnProfiles(db, session)) };
    },
  );
  routes.open(
    'GET /sdk/v1/profiles/:uid',
    {
      id: 'getSdkProfile',
      caller: 'sdkSession',
      tag,
      summary: 'Retrieve an eSIM of a session',
      description: 'Returns an eSIM with all that the phone’s installer needs.',
      params,
      answer: SdkProfileSchema,
      example: anSdkProfile,
      refusals: [...ofSession, 'esim_profile_not_found'],
    },
    async ({ request, reply, params: { uid } }) => {
      const session = await sessionOf(parts, request, reply);
      const profile = await findOwnProfile(db, session, uid);
      const [shown] = await showProfiles(parts, session, [profile]);
      return shown;
    },
  );
  routes.open(
    'GET /sdk/v1/usage',
    {
      id: 'getSdkUsage',
      caller: 'sdkSession',
      tag,
      summary: 'Retrieve the data left',
      description: 'Returns the packages that the eSIMs of the session use.',
      answer: SdkUsageSchema,
      example: anSdkUsage,
      refusals: ofSession,
    },
    async ({ request, reply }) => {
      const session = await sessionOf(parts, request, reply);
      const { accountId } = session;
      const now = await readClock(db, { accountId, realNow: parts.access.now() });
      return readUsage(db, session, now);
    },
  );
}

async function sessionOf(
  { access, db, limits, publicTokens: tokens }: Parts,
  request: Request,
  reply: Reply,
) {
  const token = await sessionTokenOf(limits, request, reply);
  return readSession({ db, tokens, realNow: access.now() }, token);
}

async function sessionTokenOf(limits: SdkLimits, request: Request, reply: Reply): Promise<string> {
  reply.headers(PRIVATE_HEADERS);
  await limits.address(request);
  const token = bearerOf(request);
  await limits.token(token);
  return token;
}

function declareReports(routes: Routes, parts: Parts): void {
  routes.open(
    'POST /sdk/v1/profiles/:uid/installation-events',
    {
      id: 'reportInstallation',
      caller: 'sdkSession',
      tag,
      summary: 'Report an installation',
      description:
        'Keeps what became of an installation. An event with a known `id` is answered as before. ' +
        'A session takes events for 30 days, so that a phone can send them late. In a sandbox, a ' +
        'success also installs the eSIM.',
      params,
      body: InstallationInput,
      answer: InstallationEventSchema,
      example: anInstallationEvent,
      refusals: ['invalid_request', ...ofSession, 'esim_profile_not_found', 'invalid_state'],
    },
    async ({ request, reply, params: { uid }, body }) => {
      const token = await sessionTokenOf(parts.limits, request, reply);
      return takeReport(parts, { ...body, uid, token });
    },
  );
}
