import './drawer.css';
import { Button, Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words/language.tsx';
import { partWords } from './words.ts';

/** A drawer for one task. The credits stay visible and the button stays at the bottom. */
export function TaskDrawer({
  isOpen,
  close,
  title,
  size = 448,
  showsOnce = false,
  children,
}: {
  isOpen: boolean;
  close: () => void;
  title: string;
  size?: number;
  /** Whether a click beside it must not close it, because what it shows is shown once. */
  showsOnce?: boolean;
  children: ReactNode;
}) {
  const words = useWords(partWords);
  return (
    <Drawer
      opened={isOpen}
      onClose={close}
      position="right"
      size={size}
      title={title}
      closeOnClickOutside={!showsOnce}
      closeButtonProps={{ 'aria-label': words.close }}
      classNames={{ inner: 'task-inner', content: 'task', body: 'task-body', title: 'task-title' }}
      overlayProps={{ className: 'task-overlay' }}
    >
      {children}
    </Drawer>
  );
}

/** The scrolling content and the fixed footer. */
export function TaskForm({
  onSubmit,
  children,
  foot,
}: {
  onSubmit: (event: React.FormEvent<HTMLFormElement>) => void;
  children: ReactNode;
  foot: ReactNode;
}) {
  return (
    <form className="task-form" onSubmit={onSubmit}>
      <div className="task-scroll form">{children}</div>
      <div className="task-foot">{foot}</div>
    </form>
  );
}

type FootProps = {
  close: () => void;
  /** The label of the submit button. */
  action: ReactNode;
  isBusy?: boolean;
  isDisabled?: boolean;
  /** Whether nothing is left to submit, so that the drawer can only be closed. */
  isOver?: boolean;
  /** Content before the buttons. */
  children?: ReactNode;
};

/** The footer of a form: a cancel button and a submit button. */
export function TaskFoot({ close, action, isBusy, isDisabled, isOver, children }: FootProps) {
  const words = useWords(partWords);
  if (isOver) return <Button onClick={close}>{words.close}</Button>;
  return (
    <>
      {children}
      <Button variant="subtle" onClick={close}>
        {words.cancel}
      </Button>
      <Button type="submit" variant="filled" loading={isBusy} disabled={isDisabled}>
        {action}
      </Button>
    </>
  );
}

/** The effect of a paid or irreversible action, directly above its button. */
export function Effect({ children }: { children: ReactNode }) {
  return <div className="effect s13">{children}</div>;
}

/** Lines with a name and an amount, and a note below their total. */
export function EffectRows({ rows, children }: { rows: [string, string][]; children?: ReactNode }) {
  return (
    <dl>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {children}
    </dl>
  );
}
