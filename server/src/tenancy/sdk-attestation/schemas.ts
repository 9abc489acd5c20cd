import { Type } from 'typebox';
import { answer, described, Id, nullable, oneOf, Timestamp } from '../../platform/http/schemas.ts';
import { ATTEST_ENVIRONMENTS } from './settings.ts';

const aVerificationKey =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmKPCfWxUKrNEGs3h6JrhUjp+7gy3kkB1RrTbw+kkAgjUDpVqL2BwWgqo' +
  'wjNFIZrHe3CHXQF0YBjd4YbNUmVFfA==';
const environments =
  '`production` for the App Store and TestFlight, `development` for builds of Xcode.';

export const AttestationSchema = answer('SdkAppAttestation', {
  appId: described(Id, 'The ID of the app.'),
  required: Type.Boolean({ description: 'Whether the sessions of the app need an attestation.' }),
  environment: nullable(
    oneOf(ATTEST_ENVIRONMENTS, {
      description: `The environment of App Attest of an iOS app: ${environments}`,
      examples: ['production'],
    }),
  ),
  verificationKey: nullable(
    Type.String({ description: 'The key that verifies the tokens of an Android app.' }),
  ),
  updatedAt: described(nullable(Timestamp), 'When it was set; `null` if it is not required.'),
});
export const anAttestation = {
  appId: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  required: true,
  environment: null,
  verificationKey: aVerificationKey,
  updatedAt: '2026-04-30T09:55:36.430Z',
};

export const AttestationInput = Type.Object({
  required: Type.Boolean({
    description: 'Whether the sessions of the app need an attestation.',
    examples: [false],
  }),
  environment: Type.Optional(
    oneOf(ATTEST_ENVIRONMENTS, {
      description: `For an iOS app: ${environments} \`production\` unless given.`,
      examples: ['production'],
    }),
  ),
  verificationKey: Type.Optional(
    Type.String({
      maxLength: 500,
      description: 'The verification key of the Play Console in base64. For an Android app.',
      examples: [aVerificationKey],
    }),
  ),
  decryptionKey: Type.Optional(
    Type.String({
      maxLength: 100,
      description:
        'The decryption key of the Play Console in base64. For an Android app; it is kept ' +
        'encrypted and never shown.',
      examples: ['3f2Rr1pZ0N0u3c2m1b0a9Z8Y7X6W5V4U3T2S1R0Q9P8='],
    }),
  ),
});
