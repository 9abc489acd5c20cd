import { Button } from '@mantine/core';
import type { ComponentProps } from 'react';
import { TaskDrawer } from '../parts/drawer.tsx';
import { Facts } from '../parts/facts.tsx';
import { Notice } from '../parts/notice.tsx';

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
  /** That the secret is shown only now. */
  warning: string;
  facts: ComponentProps<typeof Facts>['facts'];
  /** The word on the button that closes. */
  done: string;
}) {
  return (
    <TaskDrawer isOpen close={close} title={title}>
      <div className="task-scroll form">
        <Notice tone="info" title={warning} />
        <Facts facts={facts} />
        <div className="row">
          <Button variant="filled" onClick={close}>
            {done}
          </Button>
        </div>
      </div>
    </TaskDrawer>
  );
}
