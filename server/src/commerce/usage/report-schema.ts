import { Type } from 'typebox';
import { operation } from '../../platform/http/operation.ts';
import { answer, described, Id, nullable, oneOf, RequestId } from '../../platform/http/schemas.ts';
import { PROFILE_EVENT_TYPES } from './profile-event.ts';

const tag = 'Carrier: usage';
const Iccid = Type.String({
  description: 'The ICCID of the eSIM.',
  examples: ['8997212330099184891'],
});
const profile = {
  iccid: Type.Optional(Iccid),
  imsi: Type.Optional(
    Type.String({
      description: 'The IMSI of the eSIM, in place of the ICCID.',
      examples: ['260060145143896'],
    }),
  ),
};
const place = {
  country: Type.Optional(
    Type.String({ description: 'The country, ISO 3166-1 alpha-2.', examples: ['AT'] }),
  ),
  mcc: Type.Optional(Type.String({ description: 'The mobile country code.', examples: ['232'] })),
  mnc: Type.Optional(Type.String({ description: 'The mobile network code.', examples: ['01'] })),
};
const time = (description: string) =>
  Type.String({ format: 'date-time', description, examples: ['2026-04-30T09:55:00Z'] });

const UsageRecordList = Type.Array(
  Type.Object({
    recordId: Type.String({
      maxLength: 128,
      description: 'Your own ID of the record, which counts once.',
      examples: ['cdr-1'],
    }),
    ...profile,
    bytes: Type.Integer({ description: 'The data that was used, in bytes.', examples: [1048576] }),
    ...place,
    startedAt: time('When the use began.'),
    endedAt: time('When the use ended.'),
  }),
);

const ProfileEventList = Type.Array(
  Type.Object({
    eventId: Type.Optional(
      Type.String({
        maxLength: 128,
        description: 'Your own ID of the event, which happens once for ever.',
        examples: ['n-1'],
      }),
    ),
    ...profile,
    type: oneOf(PROFILE_EVENT_TYPES, { description: 'What happened.', examples: ['install'] }),
    eid: Type.Optional(
      Type.String({
        description: 'The EID of the device, with `install`.',
        examples: ['89049032000005008201088000000026'],
      }),
    ),
    ...place,
    at: Type.Optional(time('When it happened; now by default.')),
  }),
);

const count = (description: string) => Type.Integer({ description });
const counts = {
  accepted: count('Items that took effect.'),
  duplicates: count('Items that were reported before.'),
  rejected: count('Items that were rejected, each with its reason.'),
};
const reason = Type.Optional(Type.String({ description: 'Why the item was rejected.' }));
const UsageResult = answer('UsageRecordResult', {
  recordId: nullable(
    Type.String({ description: 'The ID of the record, if it has one.', examples: ['record-4711'] }),
  ),
  outcome: oneOf(['counted', 'duplicate', 'rejected'], { description: 'What became of it.' }),
  consumedBytes: Type.Optional(count('Bytes that packages covered.')),
  uncoveredBytes: Type.Optional(count('Bytes that no package covered.')),
  reason,
});
const EventResult = answer('ProfileEventResult', {
  eventId: nullable(
    Type.String({ description: 'The ID of the event, if it has one.', examples: ['event-77'] }),
  ),
  outcome: oneOf(['applied', 'duplicate', 'rejected'], { description: 'What became of it.' }),
  reason,
});
const aResult = {
  recordId: 'cdr-1',
  outcome: 'counted',
  consumedBytes: 1048576,
  uncoveredBytes: 0,
};
const aCount = { accepted: 1, duplicates: 0, rejected: 0 };
const aReportId = '0195f1c2-8e7a-7000-9d6e-3f1a2b4c5d6e';
const ReportId = described(Id, 'The ID of the report.');
const refusals = ['invalid_credentials', 'rate_limited'] as const;

/** `POST /carrier/v1/usage-records`. */
export const usageRecords = operation({
  id: 'createUsageRecords',
  tag,
  summary: 'Create usage records',
  description:
    'Charges up to 10,000 usage records, sent as a JSON array or one record a line. With ' +
    '`Prefer: respond-async` the response is 202 once the report is stored.',
  listBody: UsageRecordList,
  answer: answer('UsageRecordResults', {
    ...counts,
    results: Type.Array(UsageResult, { description: 'One result for each record, in order.' }),
  }),
  example: { ...aCount, results: [aResult] },
  alsoAnswers: {
    '202': {
      description: 'The report is stored, and settled within a second as a rule.',
      schema: answer('AcceptedUsageReport', {
        reportId: ReportId,
        status: oneOf(['settling'], { description: 'The status of the report.' }),
        records: count('The number of records.'),
      }),
      example: { reportId: aReportId, status: 'settling', records: 1 },
    },
  },
  refusals,
});

/** `POST /carrier/v1/profile-events`. */
export const profileEvents = operation({
  id: 'createProfileEvents',
  tag,
  summary: 'Create profile events',
  description: 'Applies up to 1,000 events of eSIM profiles, such as installations and attaches.',
  listBody: ProfileEventList,
  answer: answer('ProfileEventResults', {
    ...counts,
    results: Type.Array(EventResult, { description: 'One result for each event, in order.' }),
  }),
  example: { ...aCount, results: [{ eventId: 'n-1', outcome: 'applied' }] },
  refusals,
});

/** `GET /carrier/v1/usage-reports/{id}`. */
export const usageReport = operation({
  id: 'getUsageReport',
  tag,
  summary: 'Retrieve a usage report',
  description: 'Returns what became of the records of a report that was answered 202, for 30 days.',
  params: Type.Object({
    id: described(RequestId, 'The ID of the report.'),
  }),
  answer: answer('UsageReport', {
    reportId: ReportId,
    status: oneOf(['settling', 'settled'], { description: 'The status of the report.' }),
    receivedAt: time('When the report was received.'),
    settledAt: nullable(time('When its last record was settled.')),
    records: count('The number of records.'),
    ...counts,
    results: Type.Array(nullable(UsageResult), {
      description: 'One result for each record, in order; `null` for one that is not settled yet.',
    }),
  }),
  example: {
    reportId: aReportId,
    status: 'settled',
    receivedAt: '2026-04-30T09:55:00.100Z',
    settledAt: '2026-04-30T09:55:00.400Z',
    records: 1,
    ...aCount,
    results: [{ ...aResult }],
  },
  refusals: [...refusals, 'usage_report_not_found'],
});
