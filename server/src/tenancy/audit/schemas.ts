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
import { ACTOR_KINDS } from './audit-entry.ts';

const Fields = (description: string) =>
  nullable(Type.Object({}, { additionalProperties: true, description }));

export const AuditEntrySchema = answer('AuditEntry', {
  id: described(Id, 'The ID of the entry.'),
  at: described(Timestamp, 'When the change was made.'),
  accountId: nullable(
    Type.String({
      format: 'uuid',
      description: 'The changed account; `null` for a change that concerns the whole company.',
    }),
  ),
  actor: described(
    answer('AuditActor', {
      kind: oneOf(ACTOR_KINDS, { description: 'Who made the change.' }),
      id: ActorId,
      name: nullable(Type.String({ description: 'The name at the time of the change.' })),
    }),
    'Who made the change.',
  ),
  action: Type.String({
    description: 'The object and what happened to it.',
    examples: ['api_key.created'],
  }),
  target: nullable(
    Type.String({
      description: 'The ID of the changed object.',
      examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
    }),
  ),
  before: Fields('The changed fields before the change.'),
  after: Fields('The changed fields after the change.'),
  remoteAddress: nullable(Type.String({ description: 'The IP address of the caller.' })),
  requestId: Type.String({
    description: 'The `X-Request-Id` of the request.',
    examples: ['order-1001'],
  }),
});

export const anAuditEntry = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  at: '2026-04-30T09:55:36.430Z',
  accountId: '0199a1b2-0000-7c1b-8a3d-0123456789ab',
  actor: { kind: 'person', id: '0199a1b2-1111-7c1b-8a3d-0123456789ab', name: 'Ada Example' },
  action: 'inventory_item.updated',
  target: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  before: { active: true },
  after: { active: false },
  remoteAddress: '203.0.113.7',
  requestId: '5f0c6a52-1b0e-4c5e-8f4e-0123456789ab',
};
