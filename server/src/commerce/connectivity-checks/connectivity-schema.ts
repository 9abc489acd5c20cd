import { Type } from 'typebox';
import { answer, CountryCode, nullable, oneOf, Timestamp } from '../../platform/http/schemas.ts';
import { CHECK_CODES } from './connectivity-checks.ts';

export const ConnectivitySchema = answer('Connectivity', {
  iccid: Type.String(),
  state: oneOf(['RELEASED', 'INSTALLED', 'DISABLED', 'ERROR']),
  connected: Type.Boolean(),
  lastSeen: nullable(Timestamp),
  currentCountry: nullable(CountryCode),
  currentNetwork: nullable(
    Type.Object({
      mcc: Type.String(),
      mnc: Type.String(),
      name: nullable(Type.String()),
    }),
  ),
  sessionsOpen: Type.Integer(),
  asOf: Timestamp,
  checks: Type.Array(
    Type.Object({
      code: oneOf(CHECK_CODES),
      passed: Type.Boolean(),
      advice: Type.String({ description: 'The result in a sentence, or what to do.' }),
    }),
    { description: 'All checks, in the order in which a support agent looks.' },
  ),
});

export const aConnectivity = {
  iccid: '8997212330099184896',
  state: 'RELEASED',
  connected: false,
  lastSeen: null,
  currentCountry: null,
  currentNetwork: null,
  sessionsOpen: 0,
  asOf: '2026-04-30T09:55:36.430Z',
  checks: [
    {
      code: 'installed_and_enabled',
      passed: false,
      advice: 'Install the eSIM on a device with its QR code or installation link.',
    },
    { code: 'package_active', passed: true, advice: 'A package is active.' },
  ],
};
