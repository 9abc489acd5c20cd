import { type TProperties, Type } from 'typebox';
import { attachProfile, detachProfile, useData } from '../../commerce/usage/index.ts';
import {
  anEsimProfile,
  changeProfileState,
  EsimProfileSchema,
  type ProfileAction,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import { audit, type Change, type Context } from '../../kernel/context.ts';
import type { RefusalCode } from '../../kernel/refusal.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, CountryCodeInput, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { write } from '../../platform/http/write.ts';
import { requireSandbox } from './require-sandbox.ts';
import type { SandboxParts } from './routes.ts';

const IccidParams = Type.Object({ iccid: RequestId });
const refusals: RefusalCode[] = ['invalid_request', 'sandbox_only', 'esim_profile_not_found'];
const Mcc = Type.Optional(Type.String({ pattern: '^[0-9]{3}$', examples: ['232'] }));
const Mnc = Type.Optional(Type.String({ pattern: '^[0-9]{2,3}$', examples: ['01'] }));

const ACTIONS: { action: ProfileAction; summary: string }[] = [
  { action: 'install', summary: 'Install the eSIM on a simulated phone' },
  { action: 'remove', summary: 'Remove it from the phone' },
  { action: 'disable', summary: 'Switch it off' },
  { action: 'enable', summary: 'Switch it on again' },
  { action: 'fail', summary: 'Break it, so that it must be replaced' },
];

/** The simulated phone: what a traveller and a network would do to an eSIM. */
export function registerDeviceRoutes(app: App, parts: SandboxParts): void {
  for (const { action, summary } of ACTIONS) registerAction(app, parts, { action, summary });
  registerNetwork(app, parts);
  registerUse(app, parts);
}

function registerAction(
  app: App,
  parts: SandboxParts,
  { action, summary }: { action: ProfileAction; summary: string },
): void {
  const isInstall = action === 'install';
  const eid: TProperties = isInstall ? { eid: Type.Optional(Type.String()) } : {};
  app.post(
    `/gigastore/sandbox/esims/:iccid/${action}`,
    {
      config: { scope: 'manage' },
      schema: operation({
        id: `sandbox-${action}`,
        tag: 'Sandbox',
        summary,
        params: IccidParams,
        body: Type.Object(eid),
        answer: EsimProfileSchema,
        example: anEsimProfile,
        refusals: [
          ...refusals,
          'invalid_state',
          ...(isInstall ? (['installation_limit_reached'] as const) : []),
        ],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        requireSandbox(scope);
        const { eid: given } = request.body as { eid?: string };
        const change = { iccid: request.params.iccid, action, eid: given };
        const profile = await changeProfileState(scope, change);
        noteDevice(scope, action, { iccid: profile.iccid, after: { state: profile.state } });
        return showEsimProfile(profile, parts.links);
      }),
  );
}

function registerNetwork(app: App, parts: SandboxParts): void {
  app.post(
    '/gigastore/sandbox/esims/:iccid/attach',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'sandbox-attach',
        tag: 'Sandbox',
        summary: 'Attach to a network: opens a session',
        description: 'Starts a FIRST_USE package that covers the country.',
        params: IccidParams,
        body: Type.Object({ country: CountryCodeInput, mcc: Mcc, mnc: Mnc }),
        answer: EsimProfileSchema,
        example: anEsimProfile,
        refusals: [...refusals, 'invalid_state'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        requireSandbox(scope);
        const { country, mcc, mnc } = request.body;
        const where = { country: country.toUpperCase(), mcc, mnc };
        const attached = await attachProfile(scope, {
          iccid: request.params.iccid,
          ...where,
        });
        noteDevice(scope, 'attach', { iccid: attached.iccid, after: where });
        return showEsimProfile(attached, parts.links);
      }),
  );

  app.post(
    '/gigastore/sandbox/esims/:iccid/detach',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'sandbox-detach',
        tag: 'Sandbox',
        summary: 'Leave the network: closes the session',
        params: IccidParams,
        answer: EsimProfileSchema,
        example: anEsimProfile,
        refusals: [...refusals, 'invalid_state'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        requireSandbox(scope);
        const { iccid } = request.params;
        const detached = await detachProfile(scope, { iccid });
        noteDevice(scope, 'detach', { iccid, after: null });
        return showEsimProfile(detached, parts.links);
      }),
  );
}

const UseSchema = answer('SandboxUse', {
  consumedBytes: Type.Integer(),
  uncoveredBytes: Type.Integer({ description: 'What no package covered.' }),
  totalAvailableBytes: Type.Integer({ description: 'What the profile domain still holds.' }),
});

function registerUse(app: App, parts: SandboxParts): void {
  app.post(
    '/gigastore/sandbox/esims/:iccid/use',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'sandbox-use',
        tag: 'Sandbox',
        summary: 'Use data',
        description:
          'One usage record, by the same way as a real carrier’s. With a country the eSIM ' +
          'attaches there first; without one it needs an open session.',
        params: IccidParams,
        body: Type.Object({
          bytes: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
          country: Type.Optional(CountryCodeInput),
        }),
        answer: UseSchema,
        example: { consumedBytes: 1_048_576, uncoveredBytes: 0, totalAvailableBytes: 51_380_224 },
        refusals: [...refusals, 'invalid_state'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        requireSandbox(scope);
        const { bytes, country } = request.body;
        const use = { iccid: request.params.iccid, bytes, country: country?.toUpperCase() };
        const used = await useData(scope, use);
        noteDevice(scope, 'use', { iccid: use.iccid, after: used });
        return used;
      }),
  );
}

type DeviceChange = { iccid: string; after: Change['after'] };

function noteDevice(ctx: Context, action: string, { iccid, after }: DeviceChange): void {
  audit(ctx, { action: `sandbox.esim.${action}`, target: iccid, before: null, after });
}
