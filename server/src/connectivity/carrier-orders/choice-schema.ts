import { Type } from 'typebox';
import { answer, described, nullable, oneOf } from '../../platform/http/schemas.ts';
import { CHOICE_OUTCOMES, CHOICE_REASONS, type SourceChoice } from './carrier-order.ts';

const ChoiceSchema = answer('SourceChoice', {
  carrier: Type.String({ description: 'The carrier of the source.' }),
  item: Type.String({ description: "The carrier's code of what the source is." }),
  outcome: oneOf(CHOICE_OUTCOMES, {
    description:
      '`chosen` and sent; `skipped` before anything was sent; `refused` by the carrier; `failed` ' +
      'without having been taken; `asked_again` for a new price.',
  }),
  reason: oneOf(CHOICE_REASONS, {
    description:
      'Chosen: by the policy (`preferred`, `cheapest`, `share`, `country`), as the `next` one, ' +
      'because of the eSIM that is topped up (`has_esim`), as the `same_order` again, or as the ' +
      '`last_resort`. Otherwise why not: `failing`, `no_price`, `not_set_up`, `retry_later`, ' +
      '`other_terms` of data than those of the plan, or ' +
      'the code of the refusal, with `unfunded` also for a low balance.',
  }),
  detail: described(
    nullable(Type.String()),
    "An explanation, in the carrier's own words if it gave one.",
  ),
  at: Type.String({ format: 'date-time', description: 'When it was decided.' }),
});

/** The choices of an order in the API. */
export const SourceChoices = Type.Array(ChoiceSchema, {
  description: 'Why the order went to its source and not to others, oldest first.',
});

export const aChoice: SourceChoice = {
  carrier: 'esim-access',
  item: 'AT_1_7',
  outcome: 'chosen',
  reason: 'preferred',
  detail: null,
  at: '2026-04-30T09:55:36.801Z',
};
