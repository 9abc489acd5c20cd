import type { Schemas } from '../../../api/client.ts';
import { type Shape, State } from '../../../look/state.tsx';
import { useWords } from '../../../words/language.tsx';
import { usageFileWords } from './usage-file-words.ts';

type UsageFileState = Schemas['UsageFile']['state'];

/** How often a file is read again while it is charged. */
export const FOLLOW_MS = 2_000;

/** Returns whether lines of a file are still being taken or charged. */
export function isUnderWay({ state }: { state: UsageFileState }): boolean {
  return state === 'receiving' || state === 'waiting';
}

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
