import { Type } from 'typebox';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { APP_PLATFORMS, APP_STATES } from './app.ts';
import { MAX_CERTIFICATES } from './app-identity.ts';

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');

export const SdkAppSchema = answer('SdkApp', {
  id: described(Id, 'The ID of the app.'),
  platform: oneOf(APP_PLATFORMS, { description: 'The phones that the app is made for.' }),
  name: Type.String({ description: 'The name of the app.' }),
  bundleId: nullable(
    Type.String({
      description: 'The bundle ID of an iOS app; `null` for Android.',
      examples: ['com.acme.travel'],
    }),
  ),
  teamId: nullable(
    Type.String({
      description: 'The team ID of an iOS app at Apple; `null` for Android.',
      examples: ['A1B2C3D4E5'],
    }),
  ),
  packageName: nullable(
    Type.String({ description: 'The package name of an Android app; `null` for iOS.' }),
  ),
  certificateSha256: Type.Array(Type.String(), {
    description: 'The SHA-256 fingerprints of the signing certificates; none for iOS.',
  }),
  state: oneOf(APP_STATES, {
    description:
      '`requested` until the platform decides, then `approved` or `rejected`. In a live account ' +
      'only an approved app opens sessions.',
  }),
  rejectionReason: nullable(
    Type.String({ description: 'Why the app was rejected; `null` if it was not.' }),
  ),
  activatesItems: Type.Boolean({
    description: 'Whether the app activates packages by the tokens of its users.',
  }),
  requiresAttestation: Type.Boolean({
    description: 'Whether the sessions of the app need an attestation.',
  }),
  requestedAt: described(Timestamp, 'When the decision was requested.'),
  decidedAt: described(nullable(Timestamp), 'When the platform decided; `null` until then.'),
});
export const anSdkApp = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  platform: 'android',
  name: 'Acme Travel',
  bundleId: null,
  teamId: null,
  packageName: 'com.acme.travel',
  certificateSha256: [FINGERPRINT],
  state: 'requested',
  rejectionReason: null,
  activatesItems: false,
  requiresAttestation: false,
  requestedAt: '2026-04-30T09:55:36.430Z',
  decidedAt: null,
};

const identity = {
  name: Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'The name of the app.',
    examples: ['Acme Travel'],
  }),
  bundleId: Type.Optional(
    Type.String({
      maxLength: 155,
      description: 'The bundle ID. Required for an iOS app, and for no other.',
      examples: ['com.acme.travel'],
    }),
  ),
  teamId: Type.Optional(
    Type.String({
      maxLength: 10,
      description: 'The team ID at Apple. Required for an iOS app, and for no other.',
      examples: ['A1B2C3D4E5'],
    }),
  ),
  packageName: Type.Optional(
    Type.String({
      maxLength: 155,
      description: 'The package name. Required for an Android app, and for no other.',
      examples: ['com.acme.travel'],
    }),
  ),
  certificateSha256: Type.Optional(
    Type.Array(Type.String({ maxLength: 100 }), {
      maxItems: MAX_CERTIFICATES,
      description:
        'The SHA-256 fingerprints of the signing certificates, with colons or without. Required ' +
        'for an Android app, and for no other.',
      examples: [[FINGERPRINT]],
    }),
  ),
  activatesItems: Type.Optional(
    Type.Boolean({
      description:
        'Lets the app activate packages and list eSIMs by the tokens of its users, which your ' +
        'server must approve. Off at first, and refused while the sessions of the app need an ' +
        'attestation, which these calls do not carry.',
    }),
  ),
};
export const AppInput = Type.Object({
  platform: oneOf(APP_PLATFORMS, {
    description: 'The phones that the app is made for.',
    examples: ['android'],
  }),
  ...identity,
});
export const AppUpdate = Type.Object({
  ...identity,
  name: Type.Optional(identity.name),
  bundleId: described(identity.bundleId, 'The bundle ID of an iOS app, which cannot change.'),
  teamId: described(identity.teamId, 'The team ID at Apple. For an iOS app.'),
  packageName: described(
    identity.packageName,
    'The package name of an Android app, which cannot change.',
  ),
  certificateSha256: described(
    identity.certificateSha256,
    'The SHA-256 fingerprints of all signing certificates, with colons or without. For an ' +
      'Android app.',
  ),
});

export const SdkKeySchema = answer('SdkKey', {
  id: described(Id, 'The ID of the key.'),
  appId: described(Id, 'The ID of the app that carries the key.'),
  key: Type.String({
    description:
      'The key. It begins with `pk_live_` in a live account and with `pk_test_` in a sandbox. ' +
      'It is no secret, because everybody who has the app can read it.',
  }),
  active: Type.Boolean({ description: 'Whether the key works now.' }),
  createdAt: described(Timestamp, 'When the key was created.'),
  expiresAt: described(
    nullable(Timestamp),
    'When the key stops working, or stopped; `null` if no end is set.',
  ),
});
export const anSdkKey = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ac',
  appId: anSdkApp.id,
  key: 'pk_live_5f0c1e9a7b3d2468ace013579bdf0246',
  active: true,
  createdAt: '2026-04-30T09:55:36.430Z',
  expiresAt: null,
};

export const KeyInput = Type.Object({ appId: described(RequestId, 'The ID of the app.') });
export const KeyRotation = Type.Object({
  previousKeyExpiresAt: Type.Optional(
    described(
      Timestamp,
      'Until when the previous key works: 90 days unless given, two years at most. With a time ' +
        'in the past it stops at once.',
    ),
  ),
});
