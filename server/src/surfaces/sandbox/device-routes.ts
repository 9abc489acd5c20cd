import { Type } from 'typebox';
import { attachProfile, detachProfile, useData } from '../../commerce/usage/index.ts';
import {
  anEsimProfile,
  changeProfileState,
  type EsimProfile,
  EsimProfileSchema,
  type ProfileAction,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import { audit, type Change } from '../../kernel/context.ts';
import type { RefusalCode } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, CountryCodeInput, described, IccidInput } from '../../platform/http/schemas.ts';
import type { SandboxParts } from './parts.ts';
import { requireSandbox } from './require-sandbox.ts';

const tag = 'Sandbox';
const scope = 'manage';
const params = Type.Object({
  iccid: Type.Unsafe<string>({
    ...IccidInput,
    description: 'The ICCID of an eSIM of this sandbox account.',
    examples: ['8997212330099184896'],
  }),
});
const anEsim = { answer: EsimProfileSchema, example: anEsimProfile };
const refusals: RefusalCode[] = ['invalid_request', 'sandbox_only', 'esim_profile_not_found'];
const Country = described(CountryCodeInput, 'The country in which the phone is.');

const SWITCHES: { action: ProfileAction; id: string; summary: string; description: string }[] = [
  {
    action: 'remove',
    id: 'simulateRemoval',
    summary: 'Simulate the removal of an eSIM',
    description: 'Removes the eSIM from the simulated phone.',
  },
  {
    action: 'disable',
    id: 'simulateDisabling',
    summary: 'Simulate switching an eSIM off',
    description: 'Switches the eSIM off in the settings of the simulated phone.',
  },
  {
    action: 'enable',
    id: 'simulateEnabling',
    summary: 'Simulate switching an eSIM on',
    description: 'Switches the eSIM on in the settings of the simulated phone.',
  },
  {
    action: 'fail',
    id: 'simulateFailure',
    summary: 'Simulate an installation failure',
    description: 'Makes the eSIM unusable, so that it must be replaced.',
  },
];

/** The simulated phone and network of an eSIM in a sandbox account. */
export function registerDeviceRoutes(routes: Routes, parts: SandboxParts): void {
  declareInstallation(routes, parts);
  for (const each of SWITCHES) declareSwitch(routes, parts, each);
  declareNetwork(routes, parts);
  declareUsage(routes);
}

function declareInstallation(routes: Routes, { links }: SandboxParts): void {
  routes.write(
    'POST /gigastore/sandbox/esims/:iccid/install',
    {
      ...anEsim,
      id: 'simulateInstallation',
      scope,
      tag,
      summary: 'Simulate the installation of an eSIM',
      description: 'Installs the eSIM on a simulated phone. An eSIM can be installed five times.',
      params,
      body: Type.Object({
        eid: Type.Optional(
          Type.String({
            description: "The EID of the phone's eSIM chip. Left out, one is made up.",
            examples: ['89049032005008882600000012345603'],
          }),
        ),
      }),
      refusals: [...refusals, 'invalid_state', 'installation_limit_reached'],
    },
    async (given, { params: { iccid }, body: { eid } }) =>
      showEsimProfile(await changeDevice(given, { iccid, action: 'install', eid }), links),
  );
}

function declareSwitch(
  routes: Routes,
  { links }: SandboxParts,
  { action, ...described }: (typeof SWITCHES)[number],
): void {
  routes.write(
    `POST /gigastore/sandbox/esims/:iccid/${action}`,
    {
      ...anEsim,
      ...described,
      scope,
      tag,
      params,
      body: Type.Object({}),
      refusals: [...refusals, 'invalid_state'],
    },
    async (given, { params: { iccid } }) =>
      showEsimProfile(await changeDevice(given, { iccid, action }), links),
  );
}

type DeviceAction = { iccid: string; action: ProfileAction; eid?: string | undefined };

async function changeDevice(given: Scope, change: DeviceAction): Promise<EsimProfile> {
  requireSandbox(given);
  const profile = await changeProfileState(given, { ...change, eid: change.eid });
  const { iccid, state } = profile;
  auditDevice(given, { action: change.action, iccid, after: { state } });
  return profile;
}

function declareNetwork(routes: Routes, { links }: SandboxParts): void {
  routes.write(
    'POST /gigastore/sandbox/esims/:iccid/attach',
    {
      ...anEsim,
      id: 'simulateAttach',
      scope,
      tag,
      summary: 'Simulate attaching to a network',
      description:
        'Opens a network session of the eSIM. Starts a FIRST_USE package that covers the country.',
      params,
      body: Type.Object({
        country: Country,
        mcc: Type.Optional(
          Type.String({
            pattern: '^[0-9]{3}$',
            description: 'The mobile country code of the network.',
            examples: ['232'],
          }),
        ),
        mnc: Type.Optional(
          Type.String({
            pattern: '^[0-9]{2,3}$',
            description: 'The mobile network code of the network.',
            examples: ['01'],
          }),
        ),
      }),
      refusals: [...refusals, 'invalid_state'],
    },
    async (given, { params: { iccid }, body: { country, mcc, mnc } }) => {
      requireSandbox(given);
      const network = { country: country.toUpperCase(), mcc, mnc };
      const attached = await attachProfile(given, { iccid, ...network });
      auditDevice(given, { action: 'attach', iccid: attached.iccid, after: network });
      return showEsimProfile(attached, links);
    },
  );
  routes.write(
    'POST /gigastore/sandbox/esims/:iccid/detach',
    {
      ...anEsim,
      id: 'simulateDetach',
      scope,
      tag,
      summary: 'Simulate detaching from the network',
      description: 'Closes the network session of the eSIM.',
      params,
      refusals: [...refusals, 'invalid_state'],
    },
    async (given, { params: { iccid } }) => {
      requireSandbox(given);
      const detached = await detachProfile(given, { iccid });
      auditDevice(given, { action: 'detach', iccid, after: null });
      return showEsimProfile(detached, links);
    },
  );
}

const UsageSchema = answer('SandboxUse', {
  consumedBytes: Type.Integer({ description: 'The bytes that packages paid for.' }),
  uncoveredBytes: Type.Integer({ description: 'The bytes that no package paid for.' }),
  totalAvailableBytes: Type.Integer({ description: 'The bytes left in the profile domain.' }),
});

function declareUsage(routes: Routes): void {
  routes.write(
    'POST /gigastore/sandbox/esims/:iccid/use',
    {
      id: 'simulateUsage',
      scope,
      tag,
      summary: 'Simulate data usage',
      description:
        "Records one usage record, processed like a carrier's. With a `country`, the eSIM " +
        'attaches to a network there first; without one it needs an open network session.',
      params,
      body: Type.Object({
        bytes: Type.Integer({
          minimum: 0,
          maximum: Number.MAX_SAFE_INTEGER,
          description: 'The number of bytes used.',
          examples: [1_048_576],
        }),
        country: Type.Optional(Country),
      }),
      answer: UsageSchema,
      example: { consumedBytes: 1_048_576, uncoveredBytes: 0, totalAvailableBytes: 51_380_224 },
      refusals: [...refusals, 'invalid_state'],
    },
    async (given, { params: { iccid }, body: { bytes, country } }) => {
      requireSandbox(given);
      const used = await useData(given, { iccid, bytes, country: country?.toUpperCase() });
      auditDevice(given, { action: 'use', iccid, after: used });
      return used;
    },
  );
}

type DeviceChange = { action: string; iccid: string; after: Change['after'] };

function auditDevice(given: Scope, { action, iccid, after }: DeviceChange): void {
  audit(given, { action: `sandbox.esim.${action}`, target: iccid, before: null, after });
}
