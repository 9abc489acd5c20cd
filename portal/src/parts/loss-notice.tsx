import { Checkbox } from '@mantine/core';
import { Notice } from './notice.tsx';

type Props = {
  title: string;
  label: string;
  isMeant: boolean;
  setMeant: (isMeant: boolean) => void;
};

/** Warns that a price is below cost, and asks for confirmation. */
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
