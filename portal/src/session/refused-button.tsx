import { Button, Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { PlainButtonProps } from './plain-button.ts';

/** A button without effect that keeps focus, so that screen readers announce the reason. */
export default function RefusedButton({ why, ...button }: PlainButtonProps & { why: string }) {
  return (
    <Tooltip label={why}>
      <Button
        {...button}
        onClick={(event) => event.preventDefault()}
        type="button"
        variant="default"
        data-disabled
        aria-disabled="true"
        aria-description={why}
        leftSection={<IconLock size={14} stroke={1.5} />}
      />
    </Tooltip>
  );
}
