import { Button } from '@mantine/core';
import { useState } from 'react';
import { Confirm } from '../parts/confirm.tsx';

type Props = {
  isRetired: boolean;
  words: { retire: string; bringBack: string; retireText: string };
  /** The question that confirms the retirement. */
  title: string;
  change: (retired: boolean, done: () => void) => void;
  isBusy: boolean;
  error: unknown;
};

/** Retires an object after one confirmation, or restores it. */
export function RetireButton({ isRetired, words, title, change, ...state }: Props) {
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  if (isRetired) {
    return (
      <Button size="xs" loading={state.isBusy} onClick={() => change(false, close)}>
        {words.bringBack}
      </Button>
    );
  }
  return (
    <>
      <Button size="xs" onClick={() => setAsking(true)}>
        {words.retire}
      </Button>
      <Confirm
        isOpen={isAsking}
        close={close}
        title={title}
        action={words.retire}
        isLoss
        confirm={() => change(true, close)}
        {...state}
      >
        {words.retireText}
      </Confirm>
    </>
  );
}
