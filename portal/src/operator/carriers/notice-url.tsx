import { Button } from '@mantine/core';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { TaskDrawer } from '../../parts/drawer.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { supplierWords } from './supplier-words.ts';

/** Has a supplier send its notices to the store, and shows how it answered. */
export function NoticeUrl({ carrier, close }: { carrier: string; close: () => void }) {
  const words = useWords(supplierWords);
  const { queries, intention, accept } = useChange();
  const register = queries.useMutation('post', '/operator/carriers/notices', {
    onSuccess: () => accept(),
  });
  if (register.data) {
    const { url, outcome, detail } = register.data;
    const isDone = outcome === 'done';
    return (
      <TaskDrawer isOpen close={close} title={words.noticesOf(carrier)} showsOnce>
        <div className="task-scroll form">
          <Notice
            tone={isDone ? 'info' : 'wait'}
            title={isDone ? words.registered : words.notRegistered}
          >
            {detail}
          </Notice>
          <Facts facts={[{ name: words.noticeUrl, value: url, copy: url, isCode: true }]} />
          <div className="row">
            <Button onClick={close}>{words.done}</Button>
          </div>
        </div>
      </TaskDrawer>
    );
  }
  return (
    <Confirm
      isOpen
      close={close}
      title={words.noticesOf(carrier)}
      action={words.register}
      isBusy={register.isPending}
      error={register.error}
      confirm={() =>
        register.mutate({ params: { header: intention.headers() }, body: { carrier } })
      }
    >
      {words.noticesText}
    </Confirm>
  );
}
