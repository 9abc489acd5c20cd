import { Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import { Page } from './page.tsx';

type Props<Tab extends string> = {
  title: string;
  names: Record<Tab, string>;
  tabs: Record<Tab, ComponentType>;
  /** The tabs in order. The first one is open unless the address names another. */
  shown: readonly Tab[];
  /** The tab that the address names. */
  wanted?: string;
  open: (tab: Tab) => void;
  /** The style of a tab's content. */
  className: string;
};

/** A page with several tabs. The address names the open one. */
export function TabPage<Tab extends string>(props: Props<Tab>) {
  const { title, names, tabs, shown, wanted, open, className } = props;
  const current = shown.find((name) => name === wanted) ?? shown[0];
  const choose = (next: string | null) => {
    const chosen = shown.find((name) => name === next);
    if (chosen) open(chosen);
  };
  return (
    <Page title={title}>
      <Tabs value={current} onChange={choose} keepMounted={false}>
        <Tabs.List>
          {shown.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {names[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map((name) => {
          const Content: ComponentType = tabs[name];
          return (
            <Tabs.Panel key={name} value={name} className={className}>
              <Content />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Page>
  );
}
