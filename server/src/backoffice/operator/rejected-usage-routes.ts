import { Type } from 'typebox';
import {
  discardRejected,
  listRejected,
  type RejectedRecord,
  type ReportedUse,
  resendRejected,
} from '../../commerce/usage/index.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  nullable,
  oneOf,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { OperatorParts } from './parts.ts';

const PATH = '/operator/rejected-usage';
const tag = 'Operator: operations';
const params = Type.Object({ id: described(RequestId, 'The ID of the rejected record.') });

const aRecord = {
  recordId: 'cdr-1',
  iccid: '8997212330099184891',
  bytes: 1048576,
  country: 'AT',
  startedAt: '2026-04-30T09:50:00Z',
  endedAt: '2026-04-30T09:55:00Z',
};
const Rejected = answer('RejectedUsage', {
  id: Type.String({
    description: 'The ID of the rejected record.',
    pattern: '^[0-9a-f]{64}$',
  }),
  carrier: Type.String({ description: 'The name of the carrier that reported it.' }),
  record: Type.Unknown({
    description: 'The record as it was sent; a text if it was too long to keep whole.',
  }),
  reason: Type.String({ description: 'Why it could not be charged.' }),
  times: Type.Integer({ description: 'How many times it was sent.' }),
  firstRejectedAt: described(Timestamp, 'When it was first rejected.'),
  rejectedAt: described(Timestamp, 'When it was last rejected.'),
});
const aRejected = {
  id: 'a'.repeat(64),
  carrier: 'alpine',
  record: aRecord,
  reason: "iccid must be that of one of the carrier's profiles that was sold",
  times: 1,
  firstRejectedAt: '2026-04-30T09:55:36.430Z',
  rejectedAt: '2026-04-30T09:55:36.430Z',
};

/** Usage records that could not be charged. */
export function registerRejectedUsageRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declareCorrections(routes, parts);
}

function declareList(routes: Routes): void {
  routes.list(
    PATH,
    {
      id: 'listRejectedUsage',
      scope: 'assist',
      tag,
      summary: 'List rejected usage records',
      description:
        'Returns the usage records that carriers reported in the last 90 days and that could ' +
        'not be charged, the latest first.',
      title: 'RejectedUsageRecords',
      filters: Type.Object({
        carrier: Type.Optional(
          Type.String({ description: 'Only of this carrier.', examples: ['alpine'] }),
        ),
      }),
      item: Rejected,
      exampleItem: aRejected,
      keysetOf: ({ rejectedAt, id }) => [rejectedAt.toISOString(), id],
      show: showRejected,
    },
    ({ db }, { filters, after, limit }) => {
      const [at = '', id = ''] = after ?? [];
      const place = after && { rejectedAt: new Date(at), id };
      return listRejected(db, { carrier: filters.carrier, after: place, limit });
    },
  );
}

function showRejected({ firstRejectedAt, rejectedAt, ...rejected }: RejectedRecord) {
  return {
    ...rejected,
    firstRejectedAt: firstRejectedAt.toISOString(),
    rejectedAt: rejectedAt.toISOString(),
  };
}

const text = (description: string, example: string) =>
  Type.Optional(Type.String({ description, examples: [example] }));

const RecordInput = Type.Object({
  recordId: text("The carrier's own ID of the record, which counts once.", aRecord.recordId),
  iccid: text('The ICCID of the eSIM.', aRecord.iccid),
  bytes: Type.Optional(
    Type.Integer({ description: 'The data that was used, in bytes.', examples: [1048576] }),
  ),
  country: text('The country, ISO 3166-1 alpha-2.', 'AT'),
  mcc: text('The mobile country code.', '232'),
  mnc: text('The mobile network code.', '01'),
  startedAt: text('When the use began.', aRecord.startedAt),
  endedAt: text('When the use ended.', aRecord.endedAt),
});

function declareCorrections(routes: Routes, { db, usageLane }: OperatorParts): void {
  routes.write(
    `POST ${PATH}/:id/resend`,
    {
      id: 'resendRejectedUsage',
      scope: 'operate',
      tag,
      summary: 'Resend a corrected usage record',
      description:
        'Charges the corrected record as if its carrier had sent it, and removes the rejected ' +
        'one from the list. If it is rejected again, nothing changes.',
      params,
      body: Type.Object({ record: described(RecordInput, 'The corrected record.') }),
      answer: answer('ResentUsage', {
        recordId: Type.String({
          description: 'The ID of the record.',
          examples: [aRecord.recordId],
        }),
        outcome: oneOf(['counted', 'duplicate'], {
          description: '`duplicate` if a record with this `recordId` was counted before.',
        }),
        consumedBytes: nullable(Type.Integer({ description: 'Bytes that packages covered.' })),
        uncoveredBytes: nullable(Type.Integer({ description: 'Bytes that no package covered.' })),
      }),
      example: {
        ...{ recordId: aRecord.recordId, outcome: 'counted' },
        ...{ consumedBytes: 1048576, uncoveredBytes: 0 },
      },
      refusals: ['invalid_request', 'usage_record_not_found'],
    },
    async (scope, { params: { id }, body: { record } }) =>
      showUse(await resendRejected(scope, { id, record, db, usageLane })),
  );
  routes.write(
    `DELETE ${PATH}/:id`,
    {
      id: 'deleteRejectedUsage',
      scope: 'operate',
      tag,
      summary: 'Delete a rejected usage record',
      description: 'Removes the record from the list. It is not charged.',
      params,
      refusals: ['usage_record_not_found'],
    },
    (scope, { params: { id } }) => discardRejected(scope, { id }),
  );
}

function showUse(reported: ReportedUse) {
  const { recordId, outcome } = reported;
  if (outcome !== 'counted')
    return { recordId, outcome, consumedBytes: null, uncoveredBytes: null };
  const { consumedBytes, uncoveredBytes } = reported;
  return {
    ...{ recordId, outcome },
    consumedBytes: Number(consumedBytes),
    uncoveredBytes: Number(uncoveredBytes),
  };
}
