import type { Schemas } from '../../api/client.ts';
import type { Shape } from '../../look/state.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { useWords } from '../../words/language.tsx';
import { orderWords } from './order-words.ts';

type Call = Schemas['CarrierCall'];
type Exchanged = Pick<Call, 'request' | 'answer' | 'httpStatus'>;

export const CALL_SHAPES: Record<Call['outcome'], Shape> = {
  done: 'done',
  refused: 'failed',
  retry_later: 'waiting',
  unknown: 'warning',
};

/** The recorded request and answer, without secrets and activation codes. */
export function Exchange({ call: { request, answer, httpStatus } }: { call: Exchanged }) {
  const words = useWords(orderWords);
  if (request === null && answer === null && httpStatus === null) return null;
  return (
    <details>
      <summary className="t2">{words.exchange(httpStatus)}</summary>
      {request !== null && <CodeBlock label={words.request} code={indented(request)} />}
      {answer !== null && <CodeBlock label={words.answer} code={indented(answer)} />}
    </details>
  );
}

/** Long answers are kept in part, and are shown as they are. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
