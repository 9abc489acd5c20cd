import { Type } from 'typebox';
import {
  answer,
  CountryCode,
  CountryCodeInput,
  described,
  Id,
  nullable,
  Timestamp,
} from '../../platform/http/schemas.ts';

const Count = (description: string) => Type.Integer({ description });
const Packets = answer('RadiusPackets', {
  answered: Count('Stored and answered.'),
  withoutUse: Count('Answered; they say nothing about usage.'),
  wrongSecret: Count('Met with silence: signed with another secret.'),
  malformed: Count('Met with silence: no packet of RADIUS accounting.'),
  overloaded: Count('Met with silence: too many waited. The gateway sends them again.'),
  failed: Count('Met with silence: the database did not take them. They are sent again.'),
});

export const DroppedSchema = answer('RadiusDropped', {
  receiver: Type.String({
    description: 'The machine and the address of the process that receives.',
    examples: ['edge-1 10.0.0.5:1813'],
  }),
  hour: described(Timestamp, 'The beginning of the hour.'),
  packets: Count('Packets that were dropped. Gateways send them again.'),
});
export const someDropped = {
  receiver: 'edge-1 10.0.0.5:1813',
  hour: '2026-04-30T09:00:00.000Z',
  packets: 312,
};

const Networks = Type.Array(Type.String({ examples: ['10.1.0.0/24'] }), {
  description: 'From where its packets come: 1 to 64 addresses or networks.',
});
const port = described(
  nullable(Type.Integer({ minimum: 1, maximum: 65_535 })),
  'The UDP port on which it takes Disconnect-Requests; `null` if it takes none.',
);
const country = described(
  nullable(CountryCode),
  'The country of use of packets that name no network; `null` if there is none.',
);
export const ClientName = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
  description: 'A name of yours: letters, digits, dots and dashes.',
  examples: ['alpine-pgw'],
});

export const clientFields = {
  id: described(Id, 'The ID of the client.'),
  name: ClientName,
  carrier: Type.String({ description: 'The carrier of the profiles.', examples: ['alpine'] }),
  networks: Networks,
  disconnectPort: port,
  country,
  createdAt: described(Timestamp, 'When the client was created.'),
  lastSeenAt: described(
    nullable(Timestamp),
    'When the last packet came from its networks, to the minute; `null` before the first.',
  ),
  previousSecretUntil: described(
    nullable(Timestamp),
    'Until when the secret before is accepted as well; `null` if it is not.',
  ),
  packets: described(Packets, 'Its packets since it was created, by what became of them.'),
};

export const secretField = {
  secret: described(
    nullable(Type.String({ examples: ['3q2-7wAAdeadbeefcafe0123456789AB'] })),
    'The secret that was made. It is shown only once; `null` if you gave your own, and when the ' +
      'request is repeated after the secret has ended.',
  ),
};

export const SecretInput = Type.Optional(
  Type.String({
    pattern: '^[!-~]{16,64}$',
    description: 'The secret, 16 to 64 characters without spaces; one is made if it is absent.',
    examples: ['3q2-7wAAdeadbeefcafe0123456789AB'],
  }),
);

/** What can be changed of a client, and is given when it is created. */
export const changeFields = {
  networks: Networks,
  disconnectPort: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 65_535,
      description:
        'The UDP port on which it takes Disconnect-Requests: 3799 if absent, 0 for none.',
      examples: [3799],
    }),
  ),
  country: Type.Optional(
    described(CountryCodeInput, 'The country of use of packets that name no network.'),
  ),
};

export const aClient = {
  id: '0195f1c2-8e7a-7000-9d6e-3f1a2b4c5d6e',
  name: 'alpine-pgw',
  carrier: 'alpine',
  networks: ['10.1.0.0/24'],
  disconnectPort: 3799,
  country: null,
  createdAt: '2026-04-30T09:55:36.430Z',
  lastSeenAt: '2026-04-30T10:55:36.430Z',
  previousSecretUntil: null,
  packets: {
    answered: 12_480,
    withoutUse: 3,
    wrongSecret: 0,
    malformed: 0,
    overloaded: 0,
    failed: 0,
  },
};
