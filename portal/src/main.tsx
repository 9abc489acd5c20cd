import './look/layers.css';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './look/tokens.css';
import './look/ui.css';
import './look/parts.css';
import './shell/shell.css';
import { MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { resolver, theme } from './look/theme.ts';
import { router } from './router.tsx';
import { Messages } from './shell/messages.tsx';
import { LanguageProvider } from './words/language.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={resolver} defaultColorScheme="auto">
      <LanguageProvider>
        <RouterProvider router={router} />
        <Messages />
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
);
