import { type Shape, StateShape } from '../../look/state.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { CALL_SHAPES, Exchange } from './exchange.tsx';
import { orderWords } from './order-words.ts';
import type { Order } from './settle-decision.tsx';

type Call = Order['calls'][number];
type Step = {
  key: string;
  at: string;
  shape: Shape;
  text: string;
  detail: string | null;
  call?: Call;
};

const CHOICE_SHAPES: Record<Order['choices'][number]['outcome'], Shape> = {
  chosen: 'done',
  skipped: 'over',
  refused: 'failed',
  failed: 'failed',
  asked_again: 'back',
};
/** The choices and calls of an order, oldest first; a call opens with its request and answer. */
export function OrderSteps({ order }: { order: Order }) {
  const words = useWords(orderWords);
  const format = useFormat();
  const steps = useSteps(order);
  return (
    <>
      <h3 className="strong">{words.steps}</h3>
      {steps.length === 0 && <p className="t2 s13">{words.noSteps}</p>}
      <ul className="tl" aria-label={words.steps}>
        {steps.map(({ key, at, shape, text, detail, call }) => (
          <li key={key}>
            <StateShape shape={shape} />
            {text}
            <span className="w">
              {format.exact(at)} {detail}
            </span>
            {call && <Exchange call={call} />}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Returns the choices and the calls, oldest first. */
function useSteps({ choices, calls }: Order): Step[] {
  const words = useWords(orderWords);
  const format = useFormat();
  const chosen = choices.map(({ carrier, outcome, reason, detail, at }, index) => ({
    key: `choice ${index}`,
    at,
    shape: CHOICE_SHAPES[outcome],
    text: `${carrier} ${words.outcomes[outcome]}: ${words.reasons[reason] ?? reason}`,
    detail,
  }));
  const called = calls.map((call, index) => ({
    key: `call ${index}`,
    at: call.calledAt,
    shape: CALL_SHAPES[call.outcome],
    text: words.call(call.verb, format.number(call.durationMs)),
    detail: call.detail,
    call,
  }));
  return [...chosen, ...called].sort((a, b) => a.at.localeCompare(b.at));
}
