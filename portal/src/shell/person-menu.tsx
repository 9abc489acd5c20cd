import { Menu, useMantineColorScheme } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { apiOf, clearApis, type Mode } from '../api/client.ts';
import { type Language, useLanguage, useWords } from '../words/language.tsx';
import { PersonButton } from './person-button.tsx';
import { shellWords } from './words.ts';

/** The person's menu: account, appearance, language, sign-out. */
export default function PersonMenu({ mode }: { mode: Mode }) {
  const words = useWords(shellWords);
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  async function signOut() {
    await apiOf(mode).calls.POST('/auth/sign-out');
    clearApis();
    await navigate({ to: '/sign-in' });
  }
  return (
    <Menu defaultOpened position="top-start" width={216} closeOnItemClick={false}>
      <Menu.Target>
        <PersonButton />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          closeMenuOnClick
          component={Link}
          {...({ to: '/$mode/me', params: { mode } } as object)}
        >
          {words.pages.me}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{words.scheme}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={scheme === colorScheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={scheme === colorScheme ? '✓' : undefined}
          >
            {words[scheme]}
          </Menu.Item>
        ))}
        <Menu.Label>{words.language}</Menu.Label>
        {(['en', 'de'] as const satisfies Language[]).map((one) => (
          <Menu.Item
            key={one}
            role="menuitemradio"
            aria-checked={one === language}
            lang={one}
            onClick={() => choose(one)}
            rightSection={one === language ? '✓' : undefined}
          >
            {one === 'en' ? 'English' : 'Deutsch'}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{words.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
