import { type TSchema, Type } from 'typebox';
import { answer, described, Id, nullable, oneOf, Timestamp } from '../../platform/http/schemas.ts';
import { RETRY_OUTCOMES, type Retried } from './retry.ts';

export const TAG = 'Operator: operations';
export const anId = '0199a1b2-71f4-7c1b-8a3d-0123456789ab';
export const anAccountId = '4f1eec1b-61dc-47df-91a6-0123456789ab';
export const at = '2026-04-30T09:55:36.430Z';

/** The most things that one call retries. */
export const MAX_RETRIED = 200;

/** Whose something is, for an answer. */
export const whose = {
  accountId: described(Id, 'The ID of the account.'),
  mode: oneOf(['live', 'sandbox'], { description: 'Whether the account is live or a sandbox.' }),
  organizationId: described(Id, 'The ID of the organization.'),
  organizationName: Type.String({ description: 'The name of the organization.' }),
};
export const someone = {
  accountId: anAccountId,
  mode: 'live',
  organizationId: anAccountId,
  organizationName: 'Acme Travel',
};

export const OrganizationFilter = Type.Optional(
  Type.String({
    description: 'Only of this organization.',
    format: 'uuid',
    examples: [anAccountId],
  }),
);

export const text = (description: string) => Type.String({ description });
export const maybe = (schema: TSchema, description: string) =>
  described(nullable(schema), description);
export const LastError = maybe(
  Type.String(),
  'What the last attempt ended with; `null` without one.',
);
export const Attempts = Type.Integer({ description: 'The number of attempts.' });
export const When = (description: string) => described(Timestamp, description);
export const MaybeWhen = (description: string) => maybe(Timestamp, description);

export const RetriedSchema = answer('RetriedWork', {
  retried: Type.Integer({ description: 'How many are sent or run again.' }),
  items: Type.Array(
    answer('RetriedItem', {
      id: Type.String({
        description: 'The ID, or the `event` of an endpoint.',
        examples: [anId],
      }),
      outcome: oneOf(RETRY_OUTCOMES, {
        description:
          '`retried`; `not_needed` if it arrived, runs or is due already; `not_possible` if the ' +
          'endpoint is disabled, or the mail has no valid address or expired links; `not_found`.',
      }),
    }),
    { description: 'What became of each, in the order of the request.' },
  ),
});
export const someRetried = { retried: 1, items: [{ id: anId, outcome: 'retried' }] };

/** Returns the answer to a retry. */
export function showRetried(items: readonly Retried[]) {
  return { retried: items.filter(({ outcome }) => outcome === 'retried').length, items };
}

/** Returns the body that names up to `MAX_RETRIED` things to retry. */
export function idsOf(description: string, example: string) {
  return Type.Object({
    ids: Type.Array(Type.String({ maxLength: 64 }), {
      minItems: 1,
      maxItems: MAX_RETRIED,
      description,
      examples: [[example]],
    }),
  });
}
