import { Checkbox } from '@mantine/core';
import { Notice } from './notice.tsx';

type Props = {
  title: string;
  label: string;
  isMeant: boolean;
  setMeant: (isMeant: boolean) => void;
};

/** Says that something is sold below its price, and asks whether that is meant. */
export function LossNotice({ title, label, isMeant, setMeant }: Props) {
  return (
    <Notice tone="wait" title={title}>
      <Checkbox
        size="xs"
        mt={6}
        label={label}
        checked={isMeant}
        onChange={({ currentTarget }) => setMeant(currentTarget.checked)}
      />
    </Notice>
  );
}
