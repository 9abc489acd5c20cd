import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

export type PageProps = {
  title: string;
  /** One short line beside the title. */
  sub?: ReactNode;
  actions?: ReactNode;
  /** A link above the title to the page before. */
  crumb?: ReactNode;
  /** Whether the content, such as a table, extends to the edges. */
  isFull?: boolean;
  children?: ReactNode;
};

/** A page: title, optional sentence, actions on the right, content. */
export function Page({ title, sub, actions, crumb, isFull, children }: PageProps) {
  useDocumentTitle(`${title} · Gigastore`);
  return (
    <div className={isFull ? 'page full' : 'page'}>
      {crumb}
      <PageHead title={title} sub={sub} actions={actions} />
      {children}
    </div>
  );
}

export function PageHead({ title, sub, actions }: Pick<PageProps, 'title' | 'sub' | 'actions'>) {
  return (
    <div className="head">
      <h1>{title}</h1>
      {sub && <span className="sub">{sub}</span>}
      {actions && <div className="acts">{actions}</div>}
    </div>
  );
}

/** A section of a page: a heading with a hairline, and the content below. */
export function Section({
  title,
  count,
  actions,
  children,
}: {
  title: string;
  count?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="sec">
      <div className="sec-h">
        <h2>{title}</h2>
        {count !== undefined && <span className="t3">{count}</span>}
        {actions && <div className="acts">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
