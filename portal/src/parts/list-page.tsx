import type { ReactNode } from 'react';
import { PageHead, type PageProps } from './page.tsx';
import { useTitle } from './title.ts';

type Props = Pick<PageProps, 'title' | 'sub' | 'actions'> & {
  filters?: ReactNode;
  /** The panel beside the list. */
  panel?: ReactNode;
  /** The list. */
  children: ReactNode;
};

/** A list page: title, filters, list, and the open object beside it. */
export function ListPage({ title, sub, actions, filters, panel, children }: Props) {
  useTitle(title);
  return (
    <div className={panel ? 'split is-open' : 'split'}>
      <div className="list">
        <div className="list-head">
          <PageHead title={title} sub={sub} actions={actions} />
          {filters && <div className="chips">{filters}</div>}
        </div>
        {children}
      </div>
      {panel}
    </div>
  );
}
