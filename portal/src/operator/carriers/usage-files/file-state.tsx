import type { Schemas } from '../../../api/client.ts';
import { type Shape, State } from '../../../look/state.tsx';
import { useWords } from '../../../words/language.tsx';
import { usageFileWords } from './usage-file-words.ts';

type UsageFileState = Schemas['UsageFile']['state'];

const SHAPES: Record<UsageFileState, Shape> = {
  receiving: 'waiting',
  waiting: 'waiting',
  done: 'done',
  failed: 'failed',
};

/** Shows how far a usage file is charged. */
export function FileState({ state }: { state: UsageFileState }) {
  const words = useWords(usageFileWords);
  return <State shape={SHAPES[state]}>{words.states[state]}</State>;
}
