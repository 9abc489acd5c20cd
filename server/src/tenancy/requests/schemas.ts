import { Type } from 'typebox';
import {
  ActorId,
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Timestamp,
} from '../../platform/http/schemas.ts';

const Kept = (description: string) => Type.Unsafe<unknown>({ description });

const fields = {
  id: described(Id, 'The ID of the request, as in `X-Request-Id`.'),
  requestId: Type.String({
    description: 'The `X-Request-Id` of the response.',
    examples: ['order-1001'],
  }),
  method: Type.String({ description: 'The HTTP method.' }),
  route: Type.String({ description: 'The path as the API reference shows it.' }),
  path: Type.String({ description: 'The path of the request, without its query.' }),
  status: Type.Integer({ description: 'The HTTP status of the response.' }),
  code: nullable(
    Type.String({
      description: 'The error code; `null` for a success.',
      examples: ['insufficient_credits'],
    }),
  ),
  durationMs: Type.Integer({ description: 'The time until the response, in milliseconds.' }),
  idempotencyKey: nullable(Type.String({ description: 'The `Idempotency-Key` of the request.' })),
  isReplay: Type.Boolean({
    description: 'Whether the response of an earlier request with the same key was returned.',
  }),
  remoteAddress: nullable(Type.String({ description: 'The IP address of the caller.' })),
  userAgent: nullable(Type.String({ description: 'The `User-Agent` of the request.' })),
  at: described(Timestamp, 'When the request arrived.'),
  actor: described(
    answer('RequestActor', {
      kind: oneOf(['api_key', 'person'], { description: 'Who sent the request.' }),
      id: ActorId,
      name: nullable(Type.String({ description: 'The name at the time of the request.' })),
    }),
    'Who sent the request.',
  ),
};

export const RequestEntrySchema = answer('RequestEntry', fields);
export const RequestSchema = answer('RequestDetails', {
  ...fields,
  query: Kept('The query parameters, without secrets and personal data.'),
  requestBody: Kept(
    'The JSON body, without secrets and personal data; `null` if there was none or it had more ' +
      'than 4,096 characters.',
  ),
  responseBody: Kept(
    'The JSON body, without secrets and personal data; `null` for successful reads, or if it had ' +
      'more than 4,096 characters.',
  ),
});

export const anEntry = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  requestId: '5f0c6a52-1b0e-4c5e-8f4e-0123456789ab',
  method: 'POST',
  route: '/gigastore/activations/register',
  path: '/gigastore/activations/register',
  status: 409,
  code: 'out_of_stock',
  durationMs: 12,
  idempotencyKey: 'order-1001',
  isReplay: false,
  remoteAddress: '203.0.113.7',
  userAgent: 'python-httpx/0.27.0',
  at: '2026-04-30T09:55:36.430Z',
  actor: { kind: 'api_key', id: 'key_5f0c1e9a7b3d2468ace01357', name: 'Web shop' },
};
export const aRequest = {
  ...anEntry,
  query: null,
  requestBody: {
    inventoryItemId: '4f1eec1b-61dc-47df-91a6-0123456789ab',
    customerEmail: '[redacted]',
  },
  responseBody: { code: 'out_of_stock', status: 409 },
};
