import type { Schemas } from '../../api/client.ts';
import { type Shape, State } from '../../look/state.tsx';
import { useWords } from '../../words/language.tsx';
import { resellerWords } from './words.ts';

type Reseller = Pick<Schemas['OperatorOrganizationSummary'], 'closedAt' | 'closingRequestedAt'>;
const SHAPES = { active: 'done', closing: 'warning', closed: 'over' } as const satisfies Record<
  string,
  Shape
>;

/** Shows whether a company is active, closing or closed. */
export function ResellerState({ of }: { of: Reseller }) {
  const { states } = useWords(resellerWords);
  const state = of.closedAt ? 'closed' : of.closingRequestedAt ? 'closing' : 'active';
  return <State shape={SHAPES[state]}>{states[state]}</State>;
}
