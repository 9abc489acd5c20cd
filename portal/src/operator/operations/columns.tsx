import type { ReactNode } from 'react';
import { State } from '../../look/state.tsx';
import { Ago } from '../../parts/time.tsx';
import { useWords } from '../../words/language.tsx';
import { operationsWords } from './words.ts';

/** A column of a list of the operations page. */
export type Column<Item> = {
  head: string;
  cell: (item: Item) => ReactNode;
  /** Is left out on phones. */
  isWide?: boolean;
};

type Failed = { state: 'failed' | 'late' | 'retrying' };

/** Returns the columns that the lists of failed work share. */
export function useWorkColumns() {
  const words = useWords(operationsWords);
  const state: Column<Failed> = {
    head: words.state,
    cell: ({ state: now }) => (
      <State shape={now === 'failed' ? 'failed' : 'waiting'}>{words.states[now]}</State>
    ),
  };
  const added: Column<{ createdAt: string }> = {
    head: words.added,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  };
  const lastError: Column<{ lastError: string | null }> = {
    head: words.lastError,
    isWide: true,
    cell: (one) => <span className="t2 s13">{one.lastError ?? words.none}</span>,
  };
  return { state, added, lastError };
}

/** A relative time in a cell. */
export function Moment({ at }: { at: string }) {
  return (
    <span className="t2 s13">
      <Ago at={at} />
    </span>
  );
}
