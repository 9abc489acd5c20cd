import { Button } from '@mantine/core';
import { type Shape, State } from '../../look/state.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useSession } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { moneyWords } from './words.ts';

type DecisionState = keyof typeof moneyWords.en.states;
const SHAPES: Record<DecisionState, Shape> = {
  pending: 'waiting',
  approved: 'good',
  posted: 'good',
  rejected: 'over',
};

/** The state of a proposal that needs a second person. */
export function DecisionOf({ state }: { state: DecisionState }) {
  return <State shape={SHAPES[state]}>{useWords(moneyWords).states[state]}</State>;
}

type Props = {
  proposedBy: string;
  approve: () => void;
  reject: () => void;
  isBusy: boolean;
  error: unknown;
};

/** Approves or rejects a proposal. Its author sees that another person has to decide. */
export function Decision({ proposedBy, approve, reject, isBusy, error }: Props) {
  const words = useWords(moneyWords);
  const { person } = useSession();
  const isOwn = proposedBy === person.id || proposedBy === person.name;
  return (
    <>
      <div className="row">
        {!isOwn && (
          <Button size="xs" variant="filled" loading={isBusy} onClick={approve}>
            {words.approve}
          </Button>
        )}
        <Button size="xs" disabled={isBusy} onClick={reject}>
          {words.reject}
        </Button>
        {isOwn && <span className="t3 small">{words.own}</span>}
      </div>
      <ErrorNotice error={error} />
    </>
  );
}
