import { MantineThemeProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { partWords } from '../parts/words.ts';
import { useWords } from '../words/language.tsx';

/** The short messages at the corner, whose close buttons have a name in the person's language. */
export function Messages() {
  const { close } = useWords(partWords);
  const closeButtonProps = { 'aria-label': close };
  return (
    <MantineThemeProvider
      inherit
      theme={{ components: { Notification: { defaultProps: { closeButtonProps } } } }}
    >
      <Notifications position="bottom-right" autoClose={6000} limit={4} />
    </MantineThemeProvider>
  );
}
