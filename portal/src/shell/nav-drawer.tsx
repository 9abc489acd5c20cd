import { Drawer } from '@mantine/core';
import type { Mode } from '../api/client.ts';
import { useWords } from '../words/language.tsx';
import { Sidebar } from './sidebar.tsx';
import { shellWords } from './words.ts';

/** The sidebar on phones. */
export default function NavDrawer({ mode, close }: { mode: Mode; close: () => void }) {
  const words = useWords(shellWords);
  return (
    <Drawer
      opened
      onClose={close}
      title={words.menu}
      size={264}
      closeButtonProps={{ 'aria-label': words.closeMenu }}
      classNames={{ content: 'nav-drawer', body: 'nav-drawer-body' }}
    >
      <Sidebar mode={mode} onGo={close} />
    </Drawer>
  );
}
