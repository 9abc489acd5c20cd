import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useIntention } from '../../api/intention.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { resellerWords } from './words.ts';

type Props = { isOpen: boolean; close: () => void; onCreated: (id: string) => void };
type Offers = keyof typeof resellerWords.en.offerChoices;

export function NewReseller(props: Props) {
  const words = useWords(resellerWords);
  return (
    <TaskDrawer isOpen={props.isOpen} close={props.close} title={words.create}>
      <NewResellerForm {...props} />
    </TaskDrawer>
  );
}

function NewResellerForm({ close, onCreated }: Props) {
  const words = useWords(resellerWords);
  const { queries, intention, accept } = useChange();
  const form = useForm({
    initialValues: { name: '', email: '', offers: 'everything' as Offers },
  });
  const inviting = useIntention();
  const [created, setCreated] = useState<string>();
  const invite = queries.useMutation('post', '/operator/organizations/{id}/owner-invitation', {
    onSuccess: (_, { params }) => {
      inviting.done();
      accept(words.created(form.values.name));
      onCreated(params.path.id);
    },
  });
  // The company is kept if the email is refused. Submitting again only sends the invitation.
  const inviteTo = (id: string) =>
    invite.mutate({ params: { path: { id }, header: inviting.headers() }, body: {} });
  const create = queries.useMutation('post', '/operator/organizations', {
    onSuccess: ({ organizationId }) => {
      setCreated(organizationId);
      inviteTo(organizationId);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit((body) =>
        created
          ? inviteTo(created)
          : create.mutate({ params: { header: intention.headers() }, body }),
      )}
      foot={
        <TaskFoot
          close={close}
          action={created ? words.invite : words.create}
          isBusy={create.isPending || invite.isPending}
        />
      }
    >
      <TextInput
        label={words.createName}
        required
        withAsterisk={false}
        maxLength={255}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label={words.createEmail}
        description={words.createEmailHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        type="email"
        required
        withAsterisk={false}
        {...form.getInputProps('email')}
      />
      <Select
        label={words.offers}
        allowDeselect={false}
        data={Object.entries(words.offerChoices).map(([value, label]) => ({ value, label }))}
        {...form.getInputProps('offers')}
      />
      <ErrorNotice error={create.error ?? invite.error} />
    </TaskForm>
  );
}
