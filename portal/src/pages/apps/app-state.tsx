import type { Schemas } from '../../api/client.ts';
import { type Shape, State } from '../../look/state.tsx';
import { useWords } from '../../words/language.tsx';
import { appWords } from './words.ts';

type AppState = Schemas['SdkApp']['state'];
const SHAPES: Record<AppState, Shape> = {
  requested: 'waiting',
  approved: 'done',
  rejected: 'failed',
};

/** What the platform decided about an app. */
export function AppStateWord({ state }: { state: AppState }) {
  return <State shape={SHAPES[state]}>{useWords(appWords).states[state]}</State>;
}
