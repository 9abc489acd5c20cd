import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words/language.tsx';
import { ErrorNotice } from './notice.tsx';
import { partWords } from './words.ts';

type Props = {
  isOpen: boolean;
  close: () => void;
  title: string;
  /** The effect, in numbers. */
  children: ReactNode;
  action: string;
  confirm: () => void;
  isBusy?: boolean;
  error?: unknown;
  /** Whether the action destroys something. */
  isLoss?: boolean;
};

/**
 * Describes the effect of an action and asks for one confirmation. It stays open while the action is
 * under way: the second click of a double click may land beside it, and what the action answers, such
 * as a secret that is shown once, would be lost.
 */
export function Confirm({ isOpen, close, title, children, action, confirm, ...state }: Props) {
  const words = useWords(partWords);
  const isBusy = state.isBusy === true;
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={title}
      size={480}
      withCloseButton={false}
      closeOnClickOutside={!isBusy}
      closeOnEscape={!isBusy}
    >
      <div className="t2 s13">{children}</div>
      <ErrorNotice error={state.error} />
      <div className="dialog-foot">
        <Button onClick={close}>{words.cancel}</Button>
        <Button
          variant="filled"
          {...(state.isLoss && { color: 'bad' })}
          loading={state.isBusy}
          onClick={confirm}
        >
          {action}
        </Button>
      </div>
    </Modal>
  );
}
