import { Type } from 'typebox';
import { answer, described, Id, nullable, oneOf, Timestamp } from '../../platform/http/schemas.ts';
import { HEALTH_STATES } from '../routing/index.ts';
import type { SmdpStanding, TypeStanding } from './read-smdps.ts';
import { certificateExpiry } from './smdp.ts';
import { STOCK_ORDER_STATES, type StockOrder } from './stock-order.ts';

const text = (description: string, example: string) =>
  Type.String({ description, examples: [example] });
const orNull = (description: string) => described(nullable(Type.String()), description);
const count = (description: string) => Type.Integer({ description });

const TypeSchema = answer('SmdpProfileType', {
  carrier: text('The carrier whose stock is filled, and whose plans are sold from it.', 'alpine'),
  profileType: text('The profile type at the SM-DP+.', 'consumer-1'),
  level: count('Below this number of free profiles a batch is ordered; 0 for no orders.'),
  batchSize: count('The number of profiles of a batch.'),
  confirmationCodes: Type.Boolean({
    description: 'Whether each profile gets a confirmation code, which phones ask for.',
  }),
  iccids: described(
    nullable(
      answer('IccidRange', {
        first: text('The first ICCID, with its check digit.', '8988303000000000010'),
        last: text('The last ICCID, with its check digit.', '8988303000000009995'),
      }),
    ),
    'The ICCIDs that are ordered, one after another; `null` to order by the type alone.',
  ),
  iccidsLeft: described(nullable(Type.Integer()), 'ICCIDs to order; `null` without a range.'),
  free: count('The free profiles of the carrier.'),
  inFlight: count('Orders on their way.'),
  asking: count('Orders that wait for a person.'),
  reason: orNull('Why orders wait: the code of the refusal; `null` if none does.'),
  detail: orNull('Why orders wait, in words, with the codes of the SM-DP+.'),
});

export const SmdpsSchema = answer('Smdps', {
  items: Type.Array(
    answer('Smdp', {
      name: text('The name of the SM-DP+.', 'alps'),
      url: text('Where its ES2+ is; `/gsma/rsp2/es2plus/…` is appended.', 'https://smdp.example'),
      requesterId: text('The function requester identifier that it knows you by.', '1.3.6.1.4.1'),
      isPrivate: Type.Boolean({ description: 'Whether it may be in a private network.' }),
      releasesApart: Type.Boolean({
        description: 'Whether profiles are released by a call apart.',
      }),
      smdpAddress: orNull('The address in activation codes, where its answers have none.'),
      authority: orNull('The authority of its certificate, in PEM; `null` for the public ones.'),
      certificate: orNull('Your certificate, in PEM. The private key is never returned.'),
      certificateExpiresAt: described(
        nullable(Timestamp),
        'Until when your certificate is valid; `null` without one.',
      ),
      updatedAt: described(Timestamp, 'When the settings were last changed.'),
      health: oneOf(HEALTH_STATES, {
        description: 'How it does by the calls of the last 15 minutes.',
      }),
      lastFailure: orNull('What went wrong last in these minutes; `null` if nothing did.'),
      profileTypes: Type.Array(TypeSchema, { description: 'The profile types by carrier.' }),
    }),
    { description: 'Every SM-DP+ by name.' },
  ),
});

const aType = {
  carrier: 'alpine',
  profileType: 'consumer-1',
  level: 100,
  batchSize: 50,
  confirmationCodes: false,
  iccids: { first: '8988303000000000010', last: '8988303000000009995' },
  iccidsLeft: 940,
  free: 112,
  inFlight: 0,
  asking: 0,
  reason: null,
  detail: null,
};
export const someSmdps = {
  items: [
    {
      name: 'alps',
      url: 'https://smdp.example:8443',
      requesterId: '1.3.6.1.4.1.99999',
      isPrivate: false,
      releasesApart: false,
      smdpAddress: null,
      authority: null,
      certificate: null,
      certificateExpiresAt: null,
      updatedAt: '2026-04-30T09:55:36.430Z',
      health: 'healthy',
      lastFailure: null,
      profileTypes: [aType],
    },
  ],
};

const pem = (description: string, kind: string) =>
  Type.Optional(
    nullable(
      Type.String({
        maxLength: 20_000,
        description,
        examples: [`-----BEGIN ${kind}-----\n…\n-----END ${kind}-----\n`],
      }),
    ),
  );
const yesOrNo = (description: string) =>
  Type.Optional(Type.Boolean({ default: false, description, examples: [false] }));
const NAME = '^[a-z0-9][a-z0-9-]{0,63}$';
export const SmdpName = Type.String({
  pattern: NAME,
  must: 'be lower-case letters, digits and dashes',
  description: 'The name of the SM-DP+.',
  examples: ['alps'],
});
const IccidText = (description: string, example: string) =>
  Type.String({ format: 'iccid', description, examples: [example] });

export const SmdpInput = Type.Object({
  name: SmdpName,
  url: Type.String({
    minLength: 1,
    maxLength: 500,
    description: 'Where its ES2+ is, by HTTPS; `/gsma/rsp2/es2plus/…` is appended.',
    examples: ['https://smdp.example:8443'],
  }),
  requesterId: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'The function requester identifier that the SM-DP+ knows you by.',
    examples: ['1.3.6.1.4.1.99999'],
  }),
  isPrivate: yesOrNo('Whether it may be in a private network. Default: false.'),
  releasesApart: yesOrNo(
    'Whether profiles are released by `releaseProfile`, after they were confirmed, and not by ' +
      '`confirmOrder`. Default: false.',
  ),
  smdpAddress: Type.Optional(
    nullable(
      Type.String({
        minLength: 1,
        maxLength: 255,
        description:
          'The address in activation codes, where the answers of the SM-DP+ have none. Default: ' +
          'the host of `url`.',
        examples: ['rsp.example'],
      }),
    ),
  ),
  authority: pem(
    'The authority of its certificate, in PEM. Default: the public ones.',
    'CERTIFICATE',
  ),
  certificate: pem('Your certificate for mutual TLS, in PEM.', 'CERTIFICATE'),
  privateKey: pem(
    'The private key of `certificate`, in PEM. Without it the key that is kept stays.',
    'PRIVATE KEY',
  ),
  profileTypes: Type.Array(
    Type.Object({
      carrier: Type.String({
        pattern: NAME,
        must: 'be a carrier name: lower-case letters, digits and dashes',
        description: 'The carrier whose stock is filled, and whose plans are sold from it.',
        examples: ['alpine'],
      }),
      profileType: Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'The profile type at the SM-DP+.',
        examples: ['consumer-1'],
      }),
      level: Type.Integer({
        minimum: 0,
        maximum: 1_000_000,
        description: 'Below this number of free profiles a batch is ordered; 0 for no orders.',
        examples: [100],
      }),
      batchSize: Type.Integer({
        minimum: 1,
        maximum: 1_000,
        description: 'The number of profiles of a batch.',
        examples: [50],
      }),
      confirmationCodes: yesOrNo(
        'Whether each profile gets a confirmation code of 6 digits, which phones ask for and the ' +
          'page of the traveller shows. Default: false.',
      ),
      iccids: Type.Optional(
        nullable(
          Type.Object(
            {
              first: IccidText('The first ICCID.', '8988303000000000010'),
              last: IccidText('The last ICCID.', '8988303000000009995'),
            },
            {
              description:
                'The ICCIDs to order, one after another. Default: profiles are ordered by the ' +
                'type alone.',
            },
          ),
        ),
      ),
    }),
    {
      maxItems: 100,
      description: 'All profile types. One that was ordered from must stay, with a level of 0.',
      examples: [[{ carrier: 'alpine', profileType: 'consumer-1', level: 100, batchSize: 50 }]],
    },
  ),
});

export const TestedSchema = answer('TestedSmdp', {
  outcome: oneOf(['done', 'refused', 'retry_later', 'unknown'], {
    description: 'How the call ended; `done` if the SM-DP+ took you and answered.',
  }),
  detail: orNull('Why it was not done, in words.'),
  durationMs: count('How long it took, in milliseconds.'),
});
export const aTest = { outcome: 'done', detail: null, durationMs: 212 };

export const StockOrderSchema = answer('StockOrder', {
  id: described(Id, 'The ID of the order.'),
  carrier: text('The carrier whose stock it fills.', 'alpine'),
  batchId: described(Id, 'The batch that it was queued with.'),
  state: oneOf(STOCK_ORDER_STATES, {
    description:
      'Where it stands. A state that ends in `ING` has a call under way, or one whose answer was ' +
      'lost. `STOCKED` and `REFUSED` are final.',
  }),
  iccid: described(
    nullable(Type.String({ examples: ['8988303000000000010'] })),
    'The ICCID, as soon as it is known.',
  ),
  reason: orNull('Why it waits or ended without a profile: the code of the refusal.'),
  detail: orNull('What happened last, in words.'),
  createdAt: described(Timestamp, 'When it was queued.'),
  endedAt: described(nullable(Timestamp), 'When its outcome became final.'),
  asksSince: described(nullable(Timestamp), 'Since when it waits for a person, who settles it.'),
});
export const aStockOrder = {
  id: '0195f1c2-8e7a-7000-9d6e-3f1a2b4c5d6e',
  carrier: 'alpine',
  batchId: '0195f1c2-8e7a-7000-9d6e-3f1a2b4c5d70',
  state: 'ORDERING',
  iccid: null,
  reason: null,
  detail: 'The server took longer than 15 s.',
  createdAt: '2026-04-30T09:55:36.430Z',
  endedAt: null,
  asksSince: '2026-04-30T09:55:52.102Z',
};

export function showSmdp({ smdp, types, health }: SmdpStanding) {
  const { privateKeyEncrypted: _, revision: __, updatedAt, ...shown } = smdp;
  return {
    ...shown,
    certificateExpiresAt: certificateExpiry(smdp)?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
    health: health.state,
    lastFailure: health.lastFailure,
    profileTypes: types.map(showType),
  };
}

function showType({
  smdp: _,
  iccidNext: __,
  asksSince: ___,
  refused: ____,
  ...type
}: TypeStanding) {
  return type;
}

export function showStockOrder(order: StockOrder) {
  const { id, carrier, batchId, state, iccid, reason, detail } = order;
  return {
    ...{ id, carrier, batchId, state, iccid, reason, detail },
    createdAt: order.createdAt.toISOString(),
    endedAt: order.endedAt?.toISOString() ?? null,
    asksSince: order.asksSince?.toISOString() ?? null,
  };
}
