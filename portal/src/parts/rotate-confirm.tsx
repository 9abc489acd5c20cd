import { Radio } from '@mantine/core';
import { type ComponentProps, useState } from 'react';
import { Confirm } from './confirm.tsx';

const DAY_MS = 86_400_000;

type Props = Omit<ComponentProps<typeof Confirm>, 'isOpen' | 'children' | 'confirm'> & {
  text: string;
  /** Asks how long the current key or secret works. */
  label: string;
  /** The answers, by their number of days. */
  choices: Record<string, string>;
  /** The answer that is selected at first. */
  usual: string;
  rotate: (previousExpiresAt: string) => void;
};

/** Rotates a key or a secret. The current one works for the selected time. */
export function RotateConfirm({ text, label, choices, usual, rotate, ...confirm }: Props) {
  const [days, setDays] = useState(usual);
  // Computed once, so that a repeated request is identical and rotates nothing twice.
  const [openedAt] = useState(() => Date.now());
  return (
    <Confirm
      isOpen
      confirm={() => rotate(new Date(openedAt + Number(days) * DAY_MS).toISOString())}
      {...confirm}
    >
      <p>{text}</p>
      <Radio.Group className="pad-top" label={label} value={days} onChange={setDays}>
        <div className="choices">
          {Object.entries(choices).map(([value, name]) => (
            <Radio key={value} value={value} label={name} />
          ))}
        </div>
      </Radio.Group>
    </Confirm>
  );
}
