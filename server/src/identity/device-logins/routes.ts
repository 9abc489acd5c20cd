import { Type } from 'typebox';
import { KEY_SCOPES } from '../../kernel/scopes.ts';
import { personalRoutesOf } from '../../platform/http/personal-routes.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { FailureLimiter, Limits } from '../../platform/limits/limits.ts';
import type { NotifyOfKey } from '../../tenancy/accounts/index.ts';
import type { People } from '../sessions/index.ts';
import { collectDeviceLogin } from './collect-device-login.ts';
import {
  approveDeviceLogin,
  countingGuesses,
  findDeviceLogin,
  rejectDeviceLogin,
} from './decide-device-login.ts';
import { type DeviceLogin as Shown, showUserCode } from './device-login.ts';
import {
  aCollectedDeviceLogin,
  aDeviceKey,
  aDeviceLogin,
  aStartedDeviceLogin,
  CollectedDeviceLogin,
  DeviceKey,
  DeviceLogin,
  DeviceName,
  StartedDeviceLogin,
} from './schemas.ts';
import { startDeviceLogin } from './start-device-login.ts';

const PATH = '/gigastore/device-logins/:userCode';
const tag = 'Authentication';
const INTERVAL_SECONDS = 2;
/** Of logins that one address starts. */
const STARTS = { perSecond: 1 / 6, burst: 20 };
const params = Type.Object({
  userCode: Type.String({
    description: 'The code that the program shows. Hyphens, spaces and letter case do not matter.',
    examples: [aDeviceLogin.userCode],
  }),
});

type DeviceLoginParts = WriteParts & {
  people: People;
  notifyOfKey: NotifyOfKey;
  config: { publicUrl: string };
  limits: Limits;
};

/** Logging in a program without a browser: it shows a code, and a person confirms the code. */
export function registerDeviceLoginRoutes(app: App, parts: DeviceLoginParts): void {
  declareProgram(app, parts);
  const limiter = parts.limits.failures('device-logins.codes');
  const routes = routesOf(app, parts);
  declareReading(routes, { ...parts, limiter });
  declareDecision(routes, { ...parts, limiter });
}

function declareProgram(app: App, { people, config, limits }: DeviceLoginParts): void {
  const routes = personalRoutesOf(app, people);
  const limitStarts = limits.visits('device-logins.starts', STARTS);
  routes.visit(
    'POST /auth/device-logins',
    {
      id: 'startDeviceLogin',
      tag,
      summary: 'Start a device login',
      description:
        'For a program without a browser. Show the person `userCode` and `verificationUrl`, and ' +
        'call `collectDeviceLogin` with `deviceCode` until the person has decided.',
      body: Type.Object({
        deviceName: DeviceName,
        mode: Type.Optional(
          oneOf(['live', 'sandbox'], {
            description:
              'The account that `verificationUrl` opens. Defaults to that of the installation.',
            examples: ['sandbox'],
          }),
        ),
      }),
      answer: StartedDeviceLogin,
      example: aStartedDeviceLogin,
      refusals: ['forbidden', 'rate_limited'],
    },
    async ({ visit: { remoteAddress }, now, commit }, { body }) => {
      await limitStarts(remoteAddress);
      const { deviceName, mode = people.mode } = body;
      const login = await commit(({ db }) =>
        startDeviceLogin({ db, realNow: now }, { deviceName, remoteAddress }),
      );
      const userCode = showUserCode(login.userCode);
      return {
        deviceCode: login.deviceCode,
        userCode,
        verificationUrl: `${config.publicUrl}/portal/${mode}/keys?device=${userCode}`,
        expiresAt: login.expiresAt.toISOString(),
        intervalSeconds: INTERVAL_SECONDS,
      };
    },
  );
  routes.visit(
    'POST /auth/device-logins/collect',
    {
      id: 'collectDeviceLogin',
      tag,
      summary: 'Collect the key of a device login',
      description:
        'Returns the API key with its secret once, after a person has approved the login. Wait ' +
        '`intervalSeconds` between two calls.',
      body: Type.Object({
        deviceCode: Type.String({
          maxLength: 255,
          description: 'The code that `startDeviceLogin` returned.',
          examples: [aStartedDeviceLogin.deviceCode],
        }),
      }),
      answer: CollectedDeviceLogin,
      example: aCollectedDeviceLogin,
      refusals: ['forbidden', 'device_login_not_found'],
    },
    ({ now, commit }, { body }) =>
      commit(({ db }) => collectDeviceLogin({ db, realNow: now }, body)),
  );
}

type Deciding = DeviceLoginParts & { limiter: FailureLimiter };

function declareReading(routes: Routes, { people, limiter }: Deciding): void {
  routes.read(
    PATH,
    {
      id: 'getDeviceLogin',
      scope: 'manage',
      tag,
      summary: 'Retrieve a device login',
      description: 'Returns the program that waits under a code. Codes expire after 10 minutes.',
      params,
      answer: DeviceLogin,
      example: aDeviceLogin,
      refusals: ['device_login_not_found'],
    },
    async (scope, asked) => {
      const find = () => findDeviceLogin({ ...scope, realNow: people.now() }, asked.params);
      return showDeviceLogin(await countingGuesses(limiter, scope, find));
    },
  );
}

function declareDecision(routes: Routes, { people, limiter, notifyOfKey }: Deciding): void {
  routes.write(
    `POST ${PATH}/approve`,
    {
      id: 'approveDeviceLogin',
      scope: 'manage',
      tag,
      summary: 'Approve a device login',
      description:
        'Creates an API key of the account, which the program collects. Approve only a login ' +
        'that you started yourself. An API key can only give scopes that it has itself.',
      params,
      body: Type.Object({
        name: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 255,
            description: 'The name of the key. Defaults to the name of the device.',
            examples: ['Command line of Ada'],
          }),
        ),
        scopes: Type.Array(oneOf(KEY_SCOPES), {
          minItems: 1,
          maxItems: KEY_SCOPES.length,
          description: 'What the key may do.',
          examples: [['read']],
        }),
      }),
      answer: DeviceKey,
      example: aDeviceKey,
      refusals: ['device_login_not_found', 'invalid_state'],
    },
    async (scope, asked) => {
      const decide = { ...asked.params, ...asked.body };
      const key = await countingGuesses(limiter, scope, () =>
        approveDeviceLogin({ ...scope, realNow: people.now() }, decide),
      );
      await notifyOfKey(scope, { event: 'created', key });
      return { clientId: key.clientId, name: key.name, scopes: key.scopes };
    },
  );
  routes.write(
    `POST ${PATH}/reject`,
    {
      id: 'rejectDeviceLogin',
      scope: 'manage',
      tag,
      summary: 'Reject a device login',
      description: 'Ends the login without a key.',
      params,
      status: 204,
      refusals: ['device_login_not_found'],
    },
    (scope, asked) =>
      countingGuesses(limiter, scope, () =>
        rejectDeviceLogin({ ...scope, realNow: people.now() }, asked.params),
      ),
  );
}

function showDeviceLogin({ userCode, deviceName, remoteAddress, ...times }: Shown) {
  return {
    userCode: showUserCode(userCode),
    deviceName,
    remoteAddress,
    createdAt: times.createdAt.toISOString(),
    expiresAt: times.expiresAt.toISOString(),
  };
}
