import type { ReactNode } from 'react';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';

type Props = { title: string; text: string; error: unknown; children: ReactNode };

/** An automatic behaviour of the account, and its form. */
export function Setting({ title, text, error, children }: Props) {
  return (
    <Section title={title}>
      <p className="t2 s13 pad-top">{text}</p>
      <ErrorNotice error={error} />
      {children}
    </Section>
  );
}
