import './drawer.css';
import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words/language.tsx';
import { partWords } from './words.ts';

/** Does one task above the page; the credits stay in sight, and the button stays at the foot. */
export function TaskDrawer({
  isOpen,
  close,
  title,
  size = 448,
  children,
}: {
  isOpen: boolean;
  close: () => void;
  title: string;
  size?: number;
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
      closeButtonProps={{ 'aria-label': words.close }}
      classNames={{ inner: 'task-inner', content: 'task', body: 'task-body', title: 'task-title' }}
      overlayProps={{ className: 'task-overlay' }}
    >
      {children}
    </Drawer>
  );
}

/** What scrolls, and the foot that does not. */
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

/** What a paid or final act moves, directly above its button. */
export function Effect({ children }: { children: ReactNode }) {
  return <div className="effect s13">{children}</div>;
}
