import { Type } from 'typebox';
import { EsimProfileSchema } from '../../connectivity/esims/index.ts';
import { InstallationEventSchema } from '../../connectivity/installations/index.ts';
import {
  answer,
  CountryCode,
  described,
  Iccid,
  nullable,
  oneOf,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { CHECK_CODES } from './connectivity-checks.ts';

export const ConnectivitySchema = answer('Connectivity', {
  iccid: Iccid,
  state: oneOf(['RELEASED', 'INSTALLED', 'DISABLED', 'ERROR'], {
    description: 'The state of the eSIM profile.',
  }),
  connected: Type.Boolean({ description: 'Whether the eSIM is connected to a network now.' }),
  lastSeen: nullable(Timestamp),
  currentCountry: described(
    nullable(CountryCode),
    'The country of the last connection; `null` before the first one.',
  ),
  currentNetwork: described(
    nullable(
      Type.Object({
        mcc: Type.String({
          description: 'The mobile country code.',
          pattern: '^[0-9]{3}$',
          examples: ['232'],
        }),
        mnc: Type.String({
          description: 'The mobile network code.',
          pattern: '^[0-9]{2,3}$',
          examples: ['01'],
        }),
        name: nullable(Type.String({ description: 'The name of the network; `null` if unknown.' })),
      }),
    ),
    'The network of the last connection; `null` before the first one.',
  ),
  sessionsOpen: Type.Integer({ description: 'The number of open network sessions.' }),
  usageAsOf: EsimProfileSchema.properties.usageAsOf,
  usageSource: EsimProfileSchema.properties.usageSource,
  reportedInstallation: described(
    nullable(InstallationEventSchema),
    'What an app reported last about installing it; `null` if none did. `state` waits for the ' +
      'carrier.',
  ),
  asOf: described(Timestamp, 'When the answer was determined.'),
  checks: Type.Array(
    Type.Object({
      code: oneOf(CHECK_CODES, { description: 'The name of the check.' }),
      passed: Type.Boolean({ description: 'Whether the check passed.' }),
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
  usageAsOf: null,
  usageSource: null,
  reportedInstallation: null,
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
