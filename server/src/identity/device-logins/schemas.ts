import { Type } from 'typebox';
import { KEY_SCOPES } from '../../kernel/scopes.ts';
import { answer, described, oneOf, Timestamp } from '../../platform/http/schemas.ts';

export const DeviceName = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'The name by which the person knows the program.',
  examples: ["gigastore on ada's laptop"],
});
const UserCode = Type.String({
  pattern: '^[B-Z]{4}-[B-Z]{4}$',
  description: 'The code that the person compares, eight letters with a hyphen.',
  examples: ['WDJB-MJHT'],
});

export const StartedDeviceLogin = answer('StartedDeviceLogin', {
  deviceCode: Type.String({
    description: 'Keep it secret; with it you collect the key.',
    examples: ['Jm0J5rVqzC1r8kQ3tW6yB9nD2fG5hK7pLsXvZaNcEeo'],
  }),
  userCode: UserCode,
  verificationUrl: Type.String({ description: 'The page on which a person decides.' }),
  expiresAt: described(Timestamp, 'When the codes stop working.'),
  intervalSeconds: Type.Integer({ description: 'How long to wait between two calls.' }),
});
export const aStartedDeviceLogin = {
  deviceCode: 'Jm0J5rVqzC1r8kQ3tW6yB9nD2fG5hK7pLsXvZaNcEeo',
  userCode: 'WDJB-MJHT',
  verificationUrl: 'https://store.example/portal/sandbox/keys?device=WDJB-MJHT',
  expiresAt: '2026-04-30T10:05:36.430Z',
  intervalSeconds: 2,
};

export const DeviceLogin = answer('DeviceLogin', {
  userCode: UserCode,
  deviceName: Type.String({ description: 'What the program calls itself.' }),
  remoteAddress: Type.String({ description: 'The IP address that the program called from.' }),
  createdAt: described(Timestamp, 'When the program started the login.'),
  expiresAt: described(Timestamp, 'When the code stops working.'),
});
export const aDeviceLogin = {
  userCode: 'WDJB-MJHT',
  deviceName: "gigastore on ada's laptop",
  remoteAddress: '203.0.113.7',
  createdAt: '2026-04-30T09:55:36.430Z',
  expiresAt: '2026-04-30T10:05:36.430Z',
};

const keyFields = {
  clientId: Type.String({
    description: 'The client ID of the key.',
    examples: ['key_5f0c1e9a7b3d2468ace01357'],
  }),
  name: Type.String({ description: 'The name of the key.' }),
  scopes: Type.Array(oneOf(KEY_SCOPES), { description: 'What the key may do.' }),
};
export const DeviceKey = answer('DeviceKey', keyFields);
export const aDeviceKey = {
  clientId: 'key_5f0c1e9a7b3d2468ace01357',
  name: "gigastore on ada's laptop",
  scopes: ['read', 'sell'],
};

export const CollectedDeviceLogin = answer('CollectedDeviceLogin', {
  status: oneOf(['waiting', 'rejected', 'approved'], {
    description: 'Whether the person has decided. Only `approved` comes with the other fields.',
  }),
  clientId: Type.Optional(keyFields.clientId),
  clientSecret: Type.Optional(Type.String({ description: 'Shown only this once.' })),
  name: Type.Optional(keyFields.name),
  scopes: Type.Optional(keyFields.scopes),
  mode: Type.Optional(
    oneOf(['live', 'sandbox'], { description: 'The account that the key belongs to.' }),
  ),
});
export const aCollectedDeviceLogin = {
  status: 'approved',
  clientSecret: 'vV3rYq8Jm0J5rVqzC1r8kQ3tW6yB9nD2fG5hK7pLsXv',
  mode: 'sandbox',
  ...aDeviceKey,
};
