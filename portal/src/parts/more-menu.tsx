import { ActionIcon, type ActionIconProps, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type Props = ActionIconProps & { label: string; children: ReactNode };

/** A menu of rare actions, behind three dots. */
export function MoreMenu({ label, children, ...button }: Props) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon {...button} aria-label={label}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
