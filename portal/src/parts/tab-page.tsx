import { Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import { Page } from './page.tsx';

type Props<Tab extends string> = {
  title: string;
  names: Record<Tab, string>;
  tabs: Record<Tab, ComponentType>;
  /** The tabs that are shown, in order; the first one is open unless the address names another. */
  shown: readonly Tab[];
  /** What the address names. */
  wanted?: string;
  open: (tab: Tab) => void;
  /** The style of what a tab shows. */
  className: string;
};

/** A page of several tabs, of which the address names the open one. */
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
