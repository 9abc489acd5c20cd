import { Type } from 'typebox';
import { INSTALLATION_OUTCOMES } from '../../connectivity/installations/index.ts';
import {
  ActorId,
  answer,
  CountryCode,
  described,
  Iccid,
  Id,
  nullable,
  oneOf,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { AuditEntrySchema, anAuditEntry } from '../../tenancy/audit/index.ts';
import { NoteSchema } from '../customers/index.ts';
import { aCustomerEntry, CustomerEntrySchema } from './customer-entry-schema.ts';

const Text = nullable(Type.String());

/** All data about one customer. */
export const PersonalDataSchema = answer('CustomerPersonalData', {
  exportedAt: Timestamp,
  ...CustomerEntrySchema.properties,
  language: described(
    nullable(Type.String()),
    'The language that the customer used last; null if unknown.',
  ),
  unsubscribedAt: described(
    nullable(Timestamp),
    'When the customer unsubscribed from reminders; null if never.',
  ),
  notes: Type.Array(NoteSchema, { description: 'The notes about the customer.' }),
  tags: Type.Array(Type.String(), { description: 'The tags of the customer.' }),
  purchases: Type.Array(
    answer('PurchaseOrigin', {
      activatedItemUid: described(Id, 'The ID of the package.'),
      userIp: described(Text, 'The IP address that the sale named.'),
      userCountry: described(nullable(CountryCode), 'The country that the sale named.'),
      clientId: described(nullable(ActorId), 'The client ID of the API key that sold the package.'),
    }),
    { description: 'The IP address, country and API key of each purchase.' },
  ),
  networkSessions: Type.Array(
    answer('NetworkSession', {
      iccid: Iccid,
      country: described(CountryCode, 'The country of the network.'),
      mcc: nullable(
        Type.String({ pattern: '^[0-9]{3}$', description: 'The mobile country code.' }),
      ),
      mnc: nullable(
        Type.String({ pattern: '^[0-9]{2,3}$', description: 'The mobile network code.' }),
      ),
      openedAt: Timestamp,
      closedAt: nullable(Timestamp),
    }),
    { description: "The network sessions of the customer's eSIMs." },
  ),
  usage: Type.Array(
    answer('UsageOfCountry', {
      iccid: Iccid,
      country: described(CountryCode, 'The country in which the data was used.'),
      bytes: Type.Integer({ description: 'The data used, in bytes.' }),
      records: Type.Integer({ description: 'The number of usage records.' }),
      firstAt: Timestamp,
      lastAt: Timestamp,
    }),
    { description: 'The data used, by eSIM and country.' },
  ),
  installationReports: Type.Array(
    answer('InstallationReport', {
      iccid: Iccid,
      outcome: oneOf(INSTALLATION_OUTCOMES, { description: 'What became of the installation.' }),
      platform: oneOf(['ios', 'android'], { description: 'The system of the phone.' }),
      model: described(Text, 'The model of the phone; null if unknown or erased.'),
      systemVersion: described(Text, 'The version of its system; null if unknown or erased.'),
      occurredAt: described(Timestamp, 'When it happened.'),
    }),
    { description: 'What apps reported about installing the eSIMs, the newest first.' },
  ),
  keptAnswers: Type.Array(
    answer('KeptAnswer', {
      idempotencyKey: Type.String({ description: 'The idempotency key of the request.' }),
      createdAt: described(Timestamp, 'When the response was kept.'),
      body: Type.Object(
        {},
        {
          additionalProperties: true,
          description: 'The response that is kept for retries.',
        },
      ),
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
  language: 'de',
  unsubscribedAt: null,
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
  installationReports: [],
  keptAnswers: [],
  changes: [anAuditEntry],
};
