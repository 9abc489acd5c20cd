import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../parts/page.tsx';
import { useWords } from '../../words/language.tsx';
import { Guide, type GuideName } from './guide.tsx';
import { guideWords } from './words.ts';

const route = getRouteApi('/$mode/guides');

/** The support guides, each with its own address. */
export function GuidesPage() {
  const words = useWords(guideWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const names = Object.keys(words.guides) as GuideName[];
  const open = names.find((name) => name === search.open) ?? 'connectivity';
  return (
    <Page title={words.title} sub={words.sub}>
      <Tabs
        value={open}
        keepMounted={false}
        onChange={(next) => void navigate({ search: { open: next ?? undefined }, replace: true })}
      >
        <Tabs.List>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {words.guides[name].title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {names.map((name) => (
          <Tabs.Panel key={name} value={name} className="pad-top narrow">
            <Guide name={name} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
