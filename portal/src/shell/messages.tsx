import { MantineThemeProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { partWords } from '../parts/words.ts';
import { useWords } from '../words/language.tsx';

/**
 * The short messages. They stand over the search box, and on a phone above the foot of a form, so
 * that they cover no button of a form or panel. Their close buttons have a name in the person's
 * language.
 */
export function Messages() {
  const { close } = useWords(partWords);
  const closeButtonProps = { 'aria-label': close };
  return (
    <MantineThemeProvider
      inherit
      theme={{ components: { Notification: { defaultProps: { closeButtonProps } } } }}
    >
      <Notifications position="top-center" autoClose={6000} limit={4} />
    </MantineThemeProvider>
  );
}
