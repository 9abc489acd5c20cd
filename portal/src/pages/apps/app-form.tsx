import { Input, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { Effect, TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { appWords } from './words.ts';

type App = Schemas['SdkApp'];
const PLATFORMS = ['ios', 'android'] as const;
const ORDER = ['label', 'input', 'description', 'error'] as const;

type RegisterProps = { isOpen: boolean; close: () => void; onRegistered: (id: string) => void };

/** Registers an app, about which the platform then decides. */
export function RegisterApp({ isOpen, ...props }: RegisterProps) {
  const words = useWords(appWords);
  return (
    <TaskDrawer isOpen={isOpen} close={props.close} title={words.register}>
      <RegisterForm {...props} />
    </TaskDrawer>
  );
}

function RegisterForm({ close, onRegistered }: Omit<RegisterProps, 'isOpen'>) {
  const words = useWords(appWords);
  const { queries, intention, accept } = useChange();
  const form = useAppForm();
  const register = queries.useMutation('post', '/gigastore/sdk/apps', {
    onSuccess: ({ id }) => {
      accept(words.registered);
      onRegistered(id);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit((values) =>
        register.mutate({
          params: { header: intention.headers() },
          body: { platform: values.platform, ...identityOf(values) },
        }),
      )}
      foot={<TaskFoot close={close} action={words.register} isBusy={register.isPending} />}
    >
      <Input.Wrapper label={words.platform} labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label={words.platform}
          data={PLATFORMS.map((value) => ({ value, label: words.platforms[value] }))}
          {...form.getInputProps('platform')}
        />
      </Input.Wrapper>
      <AppFields form={form} />
      <ErrorNotice error={register.error} />
    </TaskForm>
  );
}

/** Changes the name of an app, and who signs it. */
export function EditApp({ app, close }: { app: App; close: () => void }) {
  const words = useWords(appWords);
  const { queries, intention, accept } = useChange();
  const form = useAppForm(app);
  const save = queries.useMutation('put', '/gigastore/sdk/apps/{id}', {
    onSuccess: () => {
      accept(words.saved);
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskDrawer isOpen close={close} title={words.edit}>
      <TaskForm
        onSubmit={form.onSubmit((values) =>
          save.mutate({
            params: { path: { id: app.id }, header: intention.headers() },
            body: changesOf(form, values),
          }),
        )}
        foot={<TaskFoot close={close} action={words.save} isBusy={save.isPending} />}
      >
        <AppFields form={form} isKnown />
        <ErrorNotice error={save.error} />
        <Effect>{words.asksAgain}</Effect>
      </TaskForm>
    </TaskDrawer>
  );
}

type AppForm = ReturnType<typeof useAppForm>;

/** The fields of the platform; a known app keeps its identifier. */
function AppFields({ form, isKnown = false }: { form: AppForm; isKnown?: boolean }) {
  const words = useWords(appWords);
  const isIos = form.values.platform === 'ios';
  const own = (help: string) => ({
    description: isKnown ? words.fixed : help,
    disabled: isKnown,
    inputWrapperOrder: [...ORDER],
    placeholder: 'com.acme.travel',
    required: true,
    withAsterisk: false,
    spellCheck: false,
  });
  return (
    <>
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        required
        withAsterisk={false}
        maxLength={255}
        data-autofocus
        {...form.getInputProps('name')}
      />
      {isIos ? (
        <>
          <TextInput
            label={words.bundleId}
            {...own(words.bundleIdHelp)}
            {...form.getInputProps('bundleId')}
          />
          <TextInput
            label={words.teamId}
            description={words.teamIdHelp}
            inputWrapperOrder={[...ORDER]}
            placeholder="A1B2C3D4E5"
            required
            withAsterisk={false}
            spellCheck={false}
            {...form.getInputProps('teamId')}
          />
        </>
      ) : (
        <>
          <TextInput
            label={words.packageName}
            {...own(words.packageNameHelp)}
            {...form.getInputProps('packageName')}
          />
          <Textarea
            label={words.certificates}
            description={words.certificatesHelp}
            inputWrapperOrder={[...ORDER]}
            autosize
            minRows={3}
            required
            withAsterisk={false}
            spellCheck={false}
            classNames={{ input: 'code' }}
            {...form.getInputProps('certificateSha256')}
          />
        </>
      )}
    </>
  );
}

function useAppForm(app?: App) {
  return useForm({
    initialValues: {
      platform: app?.platform ?? 'ios',
      name: app?.name ?? '',
      bundleId: app?.bundleId ?? '',
      teamId: app?.teamId ?? '',
      packageName: app?.packageName ?? '',
      certificateSha256: app?.certificateSha256.join('\n') ?? '',
    },
  });
}

/** Returns the fields that were changed, so that a page of before undoes nothing. */
function changesOf(form: AppForm, values: AppForm['values']) {
  const fields: object = identityOf(values);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => form.isDirty(name)));
}

/** Returns the fields that an app of the platform has. */
function identityOf({ platform, name, ...values }: AppForm['values']) {
  if (platform === 'ios') {
    return { name, bundleId: values.bundleId.trim(), teamId: values.teamId.trim() };
  }
  const certificateSha256 = values.certificateSha256.split(/[\n,;]+/).map((line) => line.trim());
  return {
    name,
    packageName: values.packageName.trim(),
    certificateSha256: certificateSha256.filter(Boolean),
  };
}
