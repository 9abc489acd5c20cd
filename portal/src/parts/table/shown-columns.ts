import { useLocalStorage } from '@mantine/hooks';
import { useRouterState } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Column } from './column.ts';

const SIDE = /^\/(live|sandbox)\//;

/**
 * Returns the columns that the person has not hidden, and what the menu of columns needs. Each page
 * keeps its own choice in the browser, the same for live and sandbox. The first column opens the
 * row, and columns without a visible head have controls: they stay.
 */
export function useShownColumns<Row>(all: readonly Column<Row>[], isOpen: boolean) {
  const page = useRouterState({ select: ({ location }) => location.pathname.replace(SIDE, '') });
  const [hidden, setHidden] = useLocalStorage<readonly string[]>({
    key: `gigastore-columns ${page}`,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const choices = useMemo(() => all.slice(1).filter(({ isHeadHidden }) => !isHeadHidden), [all]);
  const columns = useMemo(() => {
    const left = new Set(choices.filter(({ id }) => hidden.includes(id)).map(({ id }) => id));
    return all.filter(({ id, isWide }) => !left.has(id) && !(isOpen && isWide));
  }, [all, choices, hidden, isOpen]);
  return { columns, menu: { choices, hidden, setHidden } };
}
