import type { ReactNode } from 'react';

/** The empty state of a page: what it will show, and the action that fills it. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty">
      <p className="strong">{title}</p>
      {children && <p className="t2 s13">{children}</p>}
      {action && <p className="empty-act">{action}</p>}
    </div>
  );
}
