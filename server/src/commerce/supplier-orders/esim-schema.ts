// An eSIM at its carrier in the API.
import { Type } from 'typebox';
import { answer, described, nullable } from '../../platform/http/schemas.ts';
import type { EsimAtSupplier } from './ask-supplier.ts';

const failure = described(
  nullable(Type.String()),
  'Why it is not known: what the carrier answered, or that it has no call for this.',
);
const Bytes = Type.Integer({ minimum: 0 });

export const EsimAtCarrierSchema = answer('EsimAtCarrier', {
  iccid: described(
    nullable(Type.String({ examples: ['8943108165017013118'] })),
    'The eSIM; `null` if the order has none.',
  ),
  state: described(
    nullable(Type.String({ examples: ['in_use'] })),
    '`released`, `installed`, `in_use`, `depleted`, `expired`, `suspended` or `ended`.',
  ),
  detail: described(nullable(Type.String()), "The state in the carrier's own words."),
  stateFailure: failure,
  usedBytes: described(nullable(Bytes), 'What the eSIM has used.'),
  totalBytes: described(nullable(Bytes), 'What it has in all; `null` also for unlimited data.'),
  usageAsOf: described(
    nullable(Type.String({ format: 'date-time' })),
    'The time of the usage, if the carrier says it.',
  ),
  usageFailure: failure,
  country: described(nullable(Type.String({ examples: ['AT'] })), 'Where it was seen last.'),
  network: described(nullable(Type.String({ examples: ['A1'] })), 'The network there.'),
  locationFailure: failure,
});

export const anEsimAtCarrier = {
  iccid: '8943108165017013118',
  state: 'in_use',
  detail: 'Active Installed',
  stateFailure: null,
  usedBytes: 120_000_000,
  totalBytes: 1_000_000_000,
  usageAsOf: null,
  usageFailure: null,
  country: 'AT',
  network: 'A1',
  locationFailure: null,
};

export function showEsimAtCarrier({ iccid, profile, usage, location }: EsimAtSupplier) {
  const total = usage.value?.totalBytes ?? null;
  return {
    iccid,
    state: profile.value?.state ?? null,
    detail: profile.value?.detail ?? null,
    stateFailure: profile.failure,
    usedBytes: usage.value === null ? null : Number(usage.value.usedBytes),
    totalBytes: total === null ? null : Number(total),
    usageAsOf: usage.value?.asOf?.toISOString() ?? null,
    usageFailure: usage.failure,
    country: location.value?.country ?? null,
    network: location.value?.network ?? null,
    locationFailure: location.failure,
  };
}
