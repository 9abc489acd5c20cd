import { Type } from 'typebox';
import type { MandatePeriod } from '../../kernel/mandate.ts';
import { usd } from '../../kernel/money.ts';
import { KEY_CHANNELS } from '../../kernel/sales-channel.ts';
import { KEY_SCOPES } from '../../kernel/scopes.ts';
import {
  ActorId,
  answer,
  described,
  nullable,
  oneOf,
  Price,
  PriceInput,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { MAX_IP_RANGES } from './key-settings.ts';

export const AccessToken = answer('AccessToken', {
  accessToken: Type.String({ description: 'A JWT, signed with RS256.' }),
  expiresIn: Type.Integer({ description: 'Seconds.' }),
  refreshToken: Type.Null({ description: 'Always `null`.' }),
  refreshExpiresIn: Type.Integer({ description: 'Always 0.' }),
  tokenType: oneOf(['Bearer'], { description: 'Always `Bearer`.' }),
  idToken: Type.Null({ description: 'Always `null`.' }),
});

const LIMIT_WORDS = {
  perSale: 'The most that one sale may cost',
  perDay: 'The most that the key may spend in a day (UTC)',
  perMonth: 'The most that the key may spend in a calendar month (UTC)',
};

const MandateLimit = answer('MandateLimit', {
  amount: described(Price, 'The amount, in credits.'),
  above: oneOf(['refuse', 'ask'], {
    description: 'Whether a sale above the amount is refused or waits for an approval.',
  }),
});

const limitAnswer = (period: MandatePeriod) =>
  described(nullable(MandateLimit), `${LIMIT_WORDS[period]}; \`null\` if unlimited.`);

const Mandate = answer('Mandate', {
  perSale: limitAnswer('perSale'),
  perDay: limitAnswer('perDay'),
  perMonth: limitAnswer('perMonth'),
  inventoryItemIds: nullable(
    Type.Array(Type.String(), { description: 'The inventory items that the key may sell.' }),
  ),
  countrySets: nullable(
    Type.Array(Type.String(), { description: 'The country sets that the key may sell.' }),
  ),
  channels: nullable(
    Type.Array(oneOf(KEY_CHANNELS), { description: 'The channels in which the key may sell.' }),
  ),
  expiresAt: nullable(Type.String({ format: 'date-time', description: 'When the mandate ends.' })),
});

const settings = {
  name: Type.String({ description: 'The name of the key.' }),
  scopes: Type.Array(oneOf(KEY_SCOPES), { description: 'What the key may do.' }),
  dailySpendLimit: described(
    nullable(Price),
    'The most credits that the key may spend in a day (UTC); `null` if unlimited.',
  ),
  mandate: described(
    nullable(Mandate),
    'What the key may sell and spend; `null` if it has no mandate.',
  ),
  ipAllowList: Type.Array(Type.String(), { description: 'CIDR ranges; everywhere when empty.' }),
  createdAt: described(Timestamp, 'When the key was created.'),
  lastUsedAt: nullable(
    Type.String({ format: 'date-time', description: 'The last use, to the minute.' }),
  ),
  secretRotatedAt: nullable(
    Type.String({
      format: 'date-time',
      description: 'When the secret was rotated; `null` if it never was.',
    }),
  ),
  previousSecretExpiresAt: nullable(
    Type.String({
      format: 'date-time',
      description: 'Until when the previous secret works; `null` if it does not.',
    }),
  ),
  createdBy: described(
    nullable(
      answer('KeyCreator', {
        kind: oneOf(['api_key', 'person', 'platform'], {
          description: 'Whether a key, a person or the platform created it.',
        }),
        id: ActorId,
        name: nullable(
          Type.String({ description: 'The name of the key or person; `null` if unknown.' }),
        ),
        leftAt: nullable(
          Type.String({
            format: 'date-time',
            description:
              'When the person left your organization. Revoke or rotate such a key, because the ' +
              'person may still know its secret.',
          }),
        ),
      }),
    ),
    'Who created the key; `null` if unknown.',
  ),
};
export const ApiKey = answer('ApiKey', {
  clientId: Type.String({
    description: 'The client ID of the key.',
    examples: ['key_5f0c1e9a7b3d2468ace01357'],
  }),
  ...settings,
});
export const NewApiKey = answer('CreatedApiKey', {
  clientId: Type.String({
    description: 'The client ID of the key.',
    examples: ['key_5f0c1e9a7b3d2468ace01357'],
  }),
  clientSecret: nullable(
    Type.String({
      description:
        'Shown only once. `null` if the response is repeated after the key was revoked or rotated.',
    }),
  ),
  ...settings,
});
const limitInput = (period: MandatePeriod) =>
  Type.Optional(
    Type.Object(
      {
        amount: described(PriceInput, 'The amount, in credits.'),
        above: Type.Optional(
          oneOf(['refuse', 'ask'], {
            description:
              'With `ask`, a sale above the amount waits for the approval of a person. Default: ' +
              '`refuse`.',
          }),
        ),
      },
      { description: `${LIMIT_WORDS[period]}.` },
    ),
  );

const MandateInput = Type.Object(
  {
    perSale: limitInput('perSale'),
    perDay: limitInput('perDay'),
    perMonth: limitInput('perMonth'),
    inventoryItemIds: Type.Optional(
      Type.Array(Type.String({ maxLength: 64 }), {
        minItems: 1,
        maxItems: 500,
        description: 'The inventory items that the key may sell. Default: all.',
        examples: [['4f1eec1b-61dc-47df-91a6-0123456789ab']],
      }),
    ),
    countrySets: Type.Optional(
      Type.Array(Type.String({ maxLength: 64 }), {
        minItems: 1,
        maxItems: 500,
        description: 'The codes of the country sets that the key may sell. Default: all.',
        examples: [['AT', 'EU']],
      }),
    ),
    channels: Type.Optional(
      Type.Array(oneOf(KEY_CHANNELS), {
        minItems: 1,
        maxItems: 8,
        description:
          'The channels in which the key may sell: `API` for calls and batches, `MCP` for the ' +
          'tools of agents, which change nothing without a preview. Default: all.',
        examples: [['MCP']],
      }),
    ),
    expiresAt: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'When the mandate ends. The key sells nothing afterwards.',
        examples: ['2026-12-31T23:59:59.000Z'],
      }),
    ),
  },
  { title: 'MandateInput' },
);

export const ApiKeyInput = Type.Object({
  name: Type.String({
    minLength: 1,
    maxLength: 255,
    examples: ['Web shop'],
    description: 'The name of the key.',
  }),
  scopes: Type.Optional(
    Type.Array(oneOf(KEY_SCOPES), {
      minItems: 1,
      maxItems: 16,
      description:
        'All four when left out; for a key, those that it has itself. Each of `sell`, `refund` ' +
        'and `manage` includes `read`.',
      examples: [['read', 'sell']],
    }),
  ),
  dailySpendLimit: Type.Optional(
    described(PriceInput, 'The most credits that the key may spend in a day (UTC).'),
  ),
  mandate: Type.Optional(
    described(MandateInput, 'What the key may sell and spend, for example when an agent uses it.'),
  ),
  ipAllowList: Type.Optional(
    Type.Array(Type.String({ maxLength: 64 }), {
      maxItems: MAX_IP_RANGES,
      description: 'IPv4 and IPv6 addresses or CIDR ranges that the key may be used from.',
      examples: [['203.0.113.0/24']],
    }),
  ),
});

const { name, scopes, dailySpendLimit, mandate, ipAllowList } = ApiKeyInput.properties;
export const ApiKeyUpdate = Type.Object({
  name: Type.Optional(name),
  scopes,
  dailySpendLimit,
  removeDailySpendLimit: Type.Optional(
    Type.Boolean({ description: 'With `true`, the key has no daily spend limit any more.' }),
  ),
  mandate,
  removeMandate: Type.Optional(
    Type.Boolean({ description: 'With `true`, the key has no mandate any more.' }),
  ),
  ipAllowList,
});

export const SecretRotation = Type.Object({
  previousSecretExpiresAt: Type.Optional(
    Type.String({
      format: 'date-time',
      description:
        'Until when the previous secret works: 24 hours from now if omitted, at most 30 days. A ' +
        'past time ends it at once, together with the access tokens issued for it.',
      examples: ['2026-05-01T09:55:36.430Z'],
    }),
  ),
});

export const anApiKey = {
  clientId: 'key_5f0c1e9a7b3d2468ace01357',
  name: 'Web shop',
  scopes: ['read', 'sell'],
  dailySpendLimit: usd(500),
  mandate: null,
  ipAllowList: ['203.0.113.0/24'],
  createdAt: '2026-04-30T09:55:36.430Z',
  lastUsedAt: null,
  secretRotatedAt: null,
  previousSecretExpiresAt: null,
  createdBy: {
    kind: 'person',
    id: '019a0b6e-3c1a-7cc3-98c4-dc0c0c07398f',
    name: 'Ada Traveller',
    leftAt: null,
  },
};
export const aNewApiKey = {
  clientSecret: 'wJ0nq3E9V5bYkq2m1m0dP8rS4tU6vW7xY8zA1bC2dE3',
  ...anApiKey,
};
export const aRotatedApiKey = {
  ...aNewApiKey,
  secretRotatedAt: '2026-04-30T09:55:36.430Z',
  previousSecretExpiresAt: '2026-05-01T09:55:36.430Z',
};
