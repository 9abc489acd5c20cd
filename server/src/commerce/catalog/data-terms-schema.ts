import { Type } from 'typebox';
import { DATA_TYPES, FAIR_USE_PERIODS } from '../../kernel/data-terms.ts';
import { answer, described, nullable, oneOf } from '../../platform/http/schemas.ts';

const DATA_TYPE =
  'How the data may be used: `total` is a single amount, `daily` an amount for each day, ' +
  '`unlimited` has no limit.';
const DAILY_BYTES = 'What a day of `daily` data gives, in bytes';
const DAY_ZONE =
  'The time zone at whose midnight a day starts. Without one, a day starts every 24 hours from ' +
  'the activation.';
const FAIR_USE = 'The limit after which the data is slower; it is not used up by then.';

const fairUse = {
  bytes: Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'The data at full speed, in bytes.',
    examples: [2_147_483_648],
  }),
  period: oneOf(FAIR_USE_PERIODS, {
    description: 'Whether `bytes` count for a day or for the whole validity.',
  }),
  speedKbps: Type.Integer({
    minimum: 1,
    maximum: 10_000_000,
    description: 'The speed after that, in kbit/s.',
    examples: [512],
  }),
};

/**
 * The terms of data in an answer, as `showTerms` returns them. A single amount has none, so that
 * what older clients read stays as it was.
 */
export const termsFields = {
  dataType: Type.Optional(
    oneOf(DATA_TYPES, { description: `${DATA_TYPE} Absent, as is \`fairUse\`: a single amount.` }),
  ),
  dailyBytes: Type.Optional(
    nullable(Type.Integer({ description: `${DAILY_BYTES}; \`null\` for others.` })),
  ),
  dayTimeZone: Type.Optional(
    nullable(Type.String({ description: DAY_ZONE, examples: ['Europe/Vienna'] })),
  ),
  fairUse: Type.Optional(
    described(nullable(answer('FairUse', fairUse)), `${FAIR_USE} \`null\` without one.`),
  ),
};

/** The terms of data in a request. */
export const termsBody = {
  dataType: Type.Optional(oneOf(DATA_TYPES, { description: DATA_TYPE })),
  dailyBytes: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: `${DAILY_BYTES}. The size of the plan is that of all its days.`,
      examples: [1_073_741_824],
    }),
  ),
  dayTimeZone: Type.Optional(
    Type.String({ maxLength: 64, description: DAY_ZONE, examples: ['Europe/Vienna'] }),
  ),
  fairUse: Type.Optional(Type.Object(fairUse, { description: FAIR_USE })),
};
