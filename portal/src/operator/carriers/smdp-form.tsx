import { Button, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { newProfileType, ProfileTypeFields, type TypeFields } from './profile-type-fields.tsx';
import { smdpWords } from './smdp-words.ts';

type Smdp = Schemas['Smdp'];
type Fields = ReturnType<typeof fieldsOf>;

const ORDER = ['label', 'input', 'description', 'error'] as const;
const PEM_ROWS = 3;

/** Sets an SM-DP+ up, or changes it. The private key is written and never read. */
export function SmdpForm({ smdp, close }: { smdp: Smdp | undefined; close: () => void }) {
  const words = useWords(smdpWords);
  const { queries, intention, accept } = useChange();
  const form = useForm({ initialValues: fieldsOf(smdp) });
  const save = queries.useMutation('put', '/operator/smdps', {
    onSuccess: () => {
      accept(words.saved);
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const pem = (name: 'authority' | 'certificate' | 'privateKey', description?: string) => (
    <Textarea
      label={words[name]}
      description={description}
      inputWrapperOrder={[...ORDER]}
      rows={PEM_ROWS}
      spellCheck={false}
      {...form.getInputProps(name)}
    />
  );
  const yesOrNo = (name: 'isPrivate' | 'releasesApart') => (
    <Switch label={words[name]} {...form.getInputProps(name, { type: 'checkbox' })} />
  );
  return (
    <TaskDrawer isOpen close={close} title={smdp ? words.edit(smdp.name) : words.setUp}>
      <TaskForm
        onSubmit={form.onSubmit((fields) =>
          save.mutate({ params: { header: intention.headers() }, body: bodyOf(fields) }),
        )}
        foot={<TaskFoot close={close} action={words.save} isBusy={save.isPending} />}
      >
        {!smdp && <TextInput label={words.name} data-autofocus {...form.getInputProps('name')} />}
        <TextInput label={words.url} {...form.getInputProps('url')} />
        <TextInput label={words.requesterId} {...form.getInputProps('requesterId')} />
        {pem('authority', words.authorityHelp)}
        {pem('certificate')}
        {pem('privateKey', words.privateKeyHelp)}
        <TextInput
          label={words.smdpAddress}
          description={words.smdpAddressHelp}
          inputWrapperOrder={[...ORDER]}
          {...form.getInputProps('smdpAddress')}
        />
        {yesOrNo('isPrivate')}
        {yesOrNo('releasesApart')}
        {form.values.profileTypes.map(({ key }, index) => (
          <ProfileTypeFields
            key={key}
            number={String(index + 1)}
            fieldOf={(name, options) =>
              form.getInputProps(`profileTypes.${index}.${name}`, options)
            }
            remove={() => form.removeListItem('profileTypes', index)}
          />
        ))}
        <div className="row">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={() => form.insertListItem('profileTypes', newProfileType())}
          >
            {words.addType}
          </Button>
        </div>
        <ErrorNotice error={save.error} />
      </TaskForm>
    </TaskDrawer>
  );
}

function fieldsOf(smdp: Smdp | undefined) {
  const types: TypeFields[] = smdp ? smdp.profileTypes.map(newProfileType) : [newProfileType()];
  return {
    name: smdp?.name ?? '',
    url: smdp?.url ?? '',
    requesterId: smdp?.requesterId ?? '',
    authority: smdp?.authority ?? '',
    certificate: smdp?.certificate ?? '',
    privateKey: '',
    smdpAddress: smdp?.smdpAddress ?? '',
    isPrivate: smdp?.isPrivate ?? false,
    releasesApart: smdp?.releasesApart ?? false,
    profileTypes: types,
  };
}

/** Leaves out what is empty. */
function bodyOf(fields: Fields) {
  const { name, url, requesterId, isPrivate, releasesApart, ...more } = fields;
  const { profileTypes, ...optional } = more;
  const given = Object.entries(optional).filter(([, value]) => value.trim() !== '');
  return {
    ...{ name: name.trim(), url: url.trim(), requesterId: requesterId.trim() },
    ...{ isPrivate, releasesApart },
    ...Object.fromEntries(given),
    profileTypes: profileTypes.map(typeOf),
  };
}

function typeOf({ key: _, level, batchSize, first, last, ...type }: TypeFields) {
  return {
    ...{ carrier: type.carrier.trim(), profileType: type.profileType.trim() },
    ...{ level: Number(level), batchSize: Number(batchSize) },
    ...(first.trim() !== '' && { iccids: { first: first.trim(), last: last.trim() } }),
    confirmationCodes: type.confirmationCodes,
  };
}
