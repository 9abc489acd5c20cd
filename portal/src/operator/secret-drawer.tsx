import type { ComponentProps } from 'react';
import { TaskDrawer } from '../parts/drawer.tsx';
import { Facts } from '../parts/facts.tsx';
import { Notice } from '../parts/notice.tsx';
import { SecretDone } from '../parts/secret-done.tsx';

/** Shows a new key once, with its secret to copy. */
export function SecretDrawer({
  close,
  title,
  warning,
  facts,
  done,
}: {
  close: () => void;
  title: string;
  /** Warns that the secret is shown only once. */
  warning: string;
  facts: ComponentProps<typeof Facts>['facts'];
  /** The label of the closing button. */
  done: string;
}) {
  return (
    <TaskDrawer isOpen close={close} title={title} showsOnce>
      <div className="task-scroll form">
        <Notice tone="info" title={warning} />
        <Facts facts={facts} />
        <div className="row">
          <SecretDone close={close}>{done}</SecretDone>
        </div>
      </div>
    </TaskDrawer>
  );
}
