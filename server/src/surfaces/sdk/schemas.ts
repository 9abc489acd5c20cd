import { Type } from 'typebox';
import { todayField } from '../../commerce/activations/index.ts';
import { termsFields } from '../../commerce/catalog/index.ts';
import { anEsimProfile, EsimProfileSchema } from '../../connectivity/esims/index.ts';
import {
  INSTALLATION_OUTCOMES,
  InstallationEventSchema,
} from '../../connectivity/installations/index.ts';
import {
  answer,
  CountryCode,
  described,
  Iccid,
  IccidInput,
  Id,
  nullable,
  oneOf,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';

const aTime = '2026-04-30T09:55:36.430Z';
const anId = '7555cab8-72bc-4e85-b56a-6cdf60e2d6e4';
const outcomes =
  '`started` when the system was asked, `succeeded`, `failed`, or `cancelled` by the user.';

export const InstallTokenInput = Type.Object({
  customerUid: described(RequestId, 'The customer whose eSIMs the app may read.'),
  iccid: Type.Optional(described(IccidInput, 'Only this eSIM of the customer.')),
  validitySeconds: Type.Optional(
    Type.Integer({
      minimum: 60,
      maximum: 3_600,
      description: 'How long the token works, 600 seconds by default.',
      examples: [600],
    }),
  ),
});
export const InstallTokenSchema = answer('InstallToken', {
  id: described(Id, 'The ID of the token.'),
  token: Type.String({ description: 'The token, for the app of this customer.' }),
  customerUid: described(Id, 'The customer whose eSIMs the app may read.'),
  iccid: described(nullable(Iccid), 'The one eSIM that it may read; `null` for all.'),
  expiresAt: described(Timestamp, 'Until when the token opens sessions.'),
});
export const anInstallToken = {
  id: anId,
  token: 'AZmhsnH0fBuKPQEjRWeJqwGZobJx9HwbijZnhWABI0VniauW1q8xw',
  customerUid: '123e4567-e89b-12d3-a456-426614174000',
  iccid: null,
  expiresAt: aTime,
};

export const SessionInput = Type.Object({
  installToken: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'The install token that the app got from your server.',
    examples: [anInstallToken.token],
  }),
  installationId: Type.String({
    format: 'uuid',
    description:
      'A random ID that the app keeps for as long as it is installed. A token that one ' +
      'installation used opens no session of another one.',
    examples: [anId],
  }),
  model: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'The model of the phone.',
      examples: ['Pixel 9'],
    }),
  ),
  systemVersion: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 50,
      description: 'The version of the phone’s system.',
      examples: ['16'],
    }),
  ),
  attestation: Type.Optional(
    Type.String({
      maxLength: 20_000,
      description:
        'A token of Play Integrity, or an attestation object of App Attest in base64. Required ' +
        'if the settings of the app say so; ignored otherwise. Its nonce, or its client data ' +
        'hash, is the SHA-256 of `<installToken>.<installationId>`.',
      examples: ['eyJhbGciOiJBMjU2S1ciLCJlbmMiOiJBMjU2R0NNIn0'],
    }),
  ),
});
export const SessionSchema = answer('SdkSession', {
  sessionToken: Type.String({ description: 'The token for the other calls.' }),
  expiresAt: described(Timestamp, 'Until when the session reads eSIMs.'),
  reportsUntil: described(Timestamp, 'Until when the session takes installation events.'),
  testMode: Type.Boolean({ description: 'Whether the account is a sandbox.' }),
});
export const aSession = {
  sessionToken: anInstallToken.token,
  expiresAt: aTime,
  reportsUntil: '2026-05-30T09:55:36.430Z',
  testMode: true,
};

export const InstallationInput = Type.Object({
  id: Type.String({
    format: 'uuid',
    description: 'A random ID of the event. Sent again, it counts once.',
    examples: [anId],
  }),
  outcome: oneOf(INSTALLATION_OUTCOMES, { description: outcomes, examples: ['succeeded'] }),
  occurredAt: Type.Optional(
    described(Timestamp, 'When it happened, by the clock of the phone; now unless given.'),
  ),
  platformCode: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'The code of the phone’s system, mostly of a failure.',
      examples: ['ERROR_EUICC_INSUFFICIENT_MEMORY'],
    }),
  ),
});

export const SdkProfileSchema = answer('SdkProfile', {
  id: described(Id, 'The ID of the eSIM.'),
  iccid: Iccid,
  imsi: nullable(
    Type.String({
      description: 'The IMSI; `null` if the carrier does not name it.',
      examples: ['260060145143896'],
    }),
  ),
  eid: nullable(
    Type.String({
      description: 'The EID of the phone; `null` if unknown.',
      examples: ['89049032007108882600123456789019'],
    }),
  ),
  state: oneOf(['RELEASED', 'INSTALLED', 'DISABLED', 'ERROR'], {
    description: 'The state of the eSIM as the carrier reported it.',
  }),
  supportedCountries: Type.Array(CountryCode, {
    description: 'The countries in which the packages of the customer work.',
  }),
  activationCode: Type.String({
    description: 'The whole activation code, for a QR code.',
    examples: [anEsimProfile.activationCode],
  }),
  smdpAddress: Type.String({ description: 'The address of the SM-DP+ server.' }),
  matchingId: Type.String({ description: 'The matching ID.', examples: ['1234567890ABCDEF'] }),
  confirmationCode: nullable(
    Type.String({
      description: 'What the phone asks for; `null` if it does not.',
      examples: ['2468'],
    }),
  ),
  apn: nullable(Type.String({ description: 'The access point to enter; `null` for none.' })),
  appleUniversalLink: Type.String({ description: 'A link that installs it on an iPhone.' }),
  androidUniversalLink: Type.String({ description: 'A link that installs it on Android.' }),
  installationUrl: Type.String({ format: 'uri', description: 'The page with a QR code.' }),
  installCount: Type.Integer({ description: 'How often the eSIM has been installed.' }),
  installLimit: Type.Integer({ description: 'How often the eSIM can be installed.' }),
  reportedInstallation: described(
    nullable(InstallationEventSchema),
    'What an app reported last; `null` if none did. A hint until the carrier confirms it.',
  ),
});
export const anSdkProfile = {
  id: anId,
  iccid: '8997212330099184896',
  imsi: '260060145143896',
  eid: null,
  state: 'RELEASED',
  supportedCountries: ['AT', 'DE'],
  activationCode: anEsimProfile.activationCode,
  smdpAddress: 'smdp.example',
  matchingId: '1234567890ABCDEF',
  confirmationCode: null,
  apn: null,
  appleUniversalLink: anEsimProfile.appleUniversalLink,
  androidUniversalLink: anEsimProfile.androidUniversalLink,
  installationUrl: 'https://store.example/install/token',
  installCount: 0,
  installLimit: 5,
  reportedInstallation: null,
};

export const DeviceCheckSchema = answer('SdkDeviceCheck', {
  esimCapable: nullable(
    Type.Boolean({ description: 'True if a model matches; `null` if the model is unknown.' }),
  ),
  matches: Type.Array(
    answer('SdkDevice', {
      name: Type.String({ description: 'The name of the model.' }),
      vendor: Type.String({ description: 'The vendor of the model.' }),
      platform: Type.String({ description: 'The system of the model.' }),
    }),
    { description: 'The models that take eSIMs and match, 20 at most.' },
  ),
});
export const aDeviceCheck = {
  esimCapable: true,
  matches: [{ name: 'Pixel 9', vendor: 'Google', platform: 'android' }],
};

export const SdkUsageSchema = answer('SdkUsage', {
  packages: Type.Array(
    answer('SdkPackage', {
      id: described(Id, 'The ID of the package.'),
      name: Type.String({ description: 'The name of the package.' }),
      state: oneOf(['PENDING', 'WAITING', 'ACTIVE', 'DEPLETED', 'EXPIRED'], {
        description: 'Where the package is in its life.',
      }),
      countrySet: Type.String({ description: 'The code of the countries in which it works.' }),
      dataBytes: Type.Integer({
        description: 'The data of the package, in bytes; the nominal size if unlimited.',
      }),
      usedBytes: Type.Integer({ description: 'The data that was used, in bytes.' }),
      availableBytes: Type.Integer({ description: 'The data that is left, in bytes.' }),
      activatedAt: described(nullable(Timestamp), 'When it was activated; `null` until then.'),
      expiresAt: described(nullable(Timestamp), 'When it ends; `null` for never.'),
      ...termsFields,
      today: todayField,
    }),
    { description: 'The packages, the newest first, 50 at most.' },
  ),
  usageAsOf: EsimProfileSchema.properties.usageAsOf,
  usageSource: EsimProfileSchema.properties.usageSource,
  asOf: described(Timestamp, 'When the answer was determined.'),
});
export const anSdkUsage = {
  packages: [
    {
      id: anId,
      name: 'Europe 3 GB',
      state: 'ACTIVE',
      countrySet: 'EU',
      dataBytes: 3_221_225_472,
      usedBytes: 1_073_741_824,
      availableBytes: 2_147_483_648,
      activatedAt: aTime,
      expiresAt: '2026-05-30T09:55:36.430Z',
    },
  ],
  usageAsOf: aTime,
  usageSource: 'pushed',
  asOf: aTime,
};
