import { Type } from 'typebox';
import { answer, CountryCode, Id, nullable, Timestamp } from '../../platform/http/schemas.ts';
import { AuditEntrySchema, anAuditEntry } from '../../tenancy/audit/index.ts';
import { NoteSchema } from '../customers/index.ts';
import { aCustomerEntry, CustomerEntrySchema } from './customer-entry-schema.ts';

const Text = nullable(Type.String());

/** All data about one customer. */
export const PersonalDataSchema = answer('CustomerPersonalData', {
  exportedAt: Timestamp,
  ...CustomerEntrySchema.properties,
  notes: Type.Array(NoteSchema, { description: 'The notes about the customer.' }),
  tags: Type.Array(Type.String(), { description: 'The tags of the customer.' }),
  purchases: Type.Array(
    answer('PurchaseOrigin', {
      activatedItemUid: Id,
      userIp: Text,
      userCountry: Text,
      clientId: Text,
    }),
    { description: 'The IP address, country and API key of each purchase.' },
  ),
  networkSessions: Type.Array(
    answer('NetworkSession', {
      iccid: Type.String(),
      country: CountryCode,
      mcc: Text,
      mnc: Text,
      openedAt: Timestamp,
      closedAt: nullable(Timestamp),
    }),
  ),
  usage: Type.Array(
    answer('UsageOfCountry', {
      iccid: Type.String(),
      country: CountryCode,
      bytes: Type.Integer(),
      records: Type.Integer(),
      firstAt: Timestamp,
      lastAt: Timestamp,
    }),
  ),
  keptAnswers: Type.Array(
    answer('KeptAnswer', {
      idempotencyKey: Type.String(),
      createdAt: Timestamp,
      body: Type.Object({}, { additionalProperties: true }),
    }),
    { description: 'Answers that are kept for repeated requests and name the customer.' },
  ),
  changes: Type.Array(AuditEntrySchema, {
    description: 'The entries of the audit log about the customer, oldest first.',
  }),
});

export const somePersonalData = {
  exportedAt: '2026-04-30T09:55:36.430Z',
  ...aCustomerEntry,
  notes: [],
  tags: [],
  purchases: [
    {
      activatedItemUid: '4f1eec1b-61dc-47df-91a6-0123456789ab',
      userIp: '203.0.113.7',
      userCountry: 'AT',
      clientId: 'key_5f0c6a521b0e4c5e8f4e0123',
    },
  ],
  networkSessions: [],
  usage: [],
  keptAnswers: [],
  changes: [anAuditEntry],
};
