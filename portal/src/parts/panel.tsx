import { ActionIcon, CopyButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconCheck, IconChevronDown, IconChevronUp, IconLink, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../words/language.tsx';
import { isInMenu } from './in-menu.ts';
import { partWords } from './words.ts';

export type PanelProps = {
  label: string;
  /** The position in the list. */
  place?: ReactNode;
  previous?: () => void;
  next?: () => void;
  close: () => void;
  children: ReactNode;
};

/** Shows one object beside its list. Its address can be shared. */
export function Panel({ label, place, previous, next, close, children }: PanelProps) {
  const words = useWords(partWords);
  const panel = useRef<HTMLElement>(null);
  useHotkeys([
    [
      'Escape',
      // Closes an open menu first, and the panel when it is pressed again.
      (event) => isInMenu(event) || close(),
      { preventDefault: false },
    ],
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object starts at its top
  useEffect(() => {
    panel.current?.querySelector('.panel-scroll')?.scrollTo(0, 0);
  }, [label]);
  return (
    <aside className="panel" aria-label={label} ref={panel}>
      <div className="panel-top">
        <span className="t2 s13 grow">{place}</span>
        {(previous || next) && (
          <>
            <ActionIcon aria-label={words.previous} disabled={!previous} onClick={previous}>
              <IconChevronUp size={16} stroke={1.5} />
            </ActionIcon>
            <ActionIcon aria-label={words.next} disabled={!next} onClick={next}>
              <IconChevronDown size={16} stroke={1.5} />
            </ActionIcon>
          </>
        )}
        <CopyButton value={location.href}>
          {({ copied, copy }) => (
            <ActionIcon aria-label={copied ? words.copied : words.copyLink} onClick={copy}>
              {copied ? <IconCheck size={16} stroke={1.5} /> : <IconLink size={16} stroke={1.5} />}
            </ActionIcon>
          )}
        </CopyButton>
        <ActionIcon aria-label={words.close} onClick={close}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div className="panel-scroll" tabIndex={0}>
        {children}
      </div>
    </aside>
  );
}

export function PanelSection({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel-sec">
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}
