import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { Facts } from '../../parts/facts.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { SecretDone } from '../../parts/secret-done.tsx';
import { useWords } from '../../words/language.tsx';
import { KeyFields } from './key-fields.tsx';
import { keyOf, useKeyForm } from './key-form.ts';
import { keyWords } from './words.ts';

export function NewKeyDrawer({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const words = useWords(keyWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} title={words.create} showsOnce>
      <NewKeyForm close={close} />
    </TaskDrawer>
  );
}

function NewKeyForm({ close }: { close: () => void }) {
  const words = useWords(keyWords);
  const { queries, intention, accept } = useChange();
  const form = useKeyForm();
  const create = queries.useMutation('post', '/gigastore/api-keys', {
    onSuccess: () => accept(),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (create.data) return <Secret made={create.data} close={close} />;
  return (
    <TaskForm
      onSubmit={form.onSubmit((values) =>
        create.mutate({ params: { header: intention.headers() }, body: keyOf(values) }),
      )}
      foot={<TaskFoot close={close} action={words.create} isBusy={create.isPending} />}
    >
      <KeyFields form={form} />
      <ErrorNotice error={create.error} />
    </TaskForm>
  );
}

function Secret({ made, close }: { made: Schemas['CreatedApiKey']; close: () => void }) {
  const words = useWords(keyWords);
  return (
    <div className="task-form">
      <div className="task-scroll form">
        <Notice tone="wait" title={words.secretTitle}>
          <p>{words.secretText}</p>
        </Notice>
        <Facts
          facts={[
            { name: words.clientId, value: made.clientId, copy: made.clientId, isCode: true },
            {
              name: words.secret,
              value: made.clientSecret,
              copy: made.clientSecret ?? undefined,
              isCode: true,
            },
          ]}
        />
      </div>
      <div className="task-foot">
        <SecretDone close={close}>{words.done}</SecretDone>
      </div>
    </div>
  );
}
