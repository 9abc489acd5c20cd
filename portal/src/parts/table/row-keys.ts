import { useHotkeys } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import { isInMenu } from '../in-menu.ts';

type Keys<Row> = {
  rows: Row[];
  idOf: (row: Row) => string;
  openId?: string;
  onOpen?: (row: Row, id: string) => void;
  onClose?: () => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  toSight: (index: number) => void;
};

/** J and K move, Enter opens, X selects, Esc closes. With an open panel, moving opens the next. */
export function useRowKeys<Row>(keys: Keys<Row>) {
  const { rows, idOf, openId, onOpen, onClose, selected, onSelect, toSight } = keys;
  const [active, setActive] = useState<number>();
  const [wanted, setWanted] = useState<number>();
  const go = (index: number) => {
    const row = rows[index];
    if (!row) return;
    setActive(index);
    toSight(index);
    if (openId) onOpen?.(row, idOf(row));
    else setWanted(index);
  };
  const at = openId ? rows.findIndex((row) => idOf(row) === openId) : (active ?? -1);
  useHotkeys([
    ['j', () => go(at + 1)],
    ['k', () => go(Math.max(0, at - 1))],
    [
      'Enter',
      () => {
        const row = active === undefined ? undefined : rows[active];
        if (row && document.activeElement === document.body) onOpen?.(row, idOf(row));
      },
      { preventDefault: false },
    ],
    [
      'x',
      () => {
        const row = rows[at];
        if (!row || !onSelect) return;
        const next = new Set(selected);
        if (!next.delete(idOf(row))) next.add(idOf(row));
        onSelect(next);
      },
    ],
    [
      'Escape',
      (event) => {
        if (isInMenu(event)) return;
        if (openId) onClose?.();
        else setActive(undefined);
      },
      { preventDefault: false },
    ],
  ]);
  /** Focuses the target row once it is rendered. */
  const scrollTo = useCallback(
    (button: HTMLButtonElement | null, index: number) => {
      if (!button || wanted !== index) return;
      button.focus({ preventScroll: true });
      setWanted(undefined);
    },
    [wanted],
  );
  return { active, setActive, scrollTo };
}
