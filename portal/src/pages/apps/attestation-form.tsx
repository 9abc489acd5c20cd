import { Input, PasswordInput, SegmentedControl, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { attestationWords } from './attestation-words.ts';

const ENVIRONMENTS = ['production', 'development'] as const;
const ORDER = ['label', 'input', 'description', 'error'] as const;

type Props = {
  app: Schemas['SdkApp'];
  /** The settings of now; undefined if none are required. */
  attestation: Schemas['SdkAppAttestation'] | undefined;
  close: () => void;
};

/** Requires an attestation of an app, or replaces what it is checked with. */
export function AttestationForm({ app, attestation, close }: Props) {
  const words = useWords(attestationWords);
  const { queries, intention, accept } = useChange();
  const form = useAttestationForm(attestation);
  const save = queries.useMutation('put', '/gigastore/sdk/apps/{id}/attestation', {
    onSuccess: () => {
      accept(words.saved);
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskDrawer isOpen close={close} title={words.form(app.name)}>
      <TaskForm
        onSubmit={form.onSubmit(({ environment, verificationKey, decryptionKey }) =>
          save.mutate({
            params: { path: { id: app.id }, header: intention.headers() },
            body: {
              required: true,
              ...(app.platform === 'ios'
                ? { environment }
                : {
                    verificationKey: verificationKey.replaceAll(/\s/g, ''),
                    decryptionKey: decryptionKey.trim(),
                  }),
            },
          }),
        )}
        foot={
          <TaskFoot
            close={close}
            action={app.requiresAttestation ? words.save : words.turnOn}
            isBusy={save.isPending}
          />
        }
      >
        {app.platform === 'ios' ? (
          <Input.Wrapper
            label={words.environment}
            labelElement="div"
            description={words.environmentHelp[form.values.environment]}
            inputWrapperOrder={[...ORDER]}
          >
            <SegmentedControl
              fullWidth
              aria-label={words.environment}
              data={ENVIRONMENTS.map((value) => ({ value, label: words.environments[value] }))}
              {...form.getInputProps('environment')}
            />
          </Input.Wrapper>
        ) : (
          <PlayKeys form={form} />
        )}
        {!app.requiresAttestation && (
          <Notice tone="wait" title={words.lockedOut}>
            <p>{words.lockedOutText}</p>
          </Notice>
        )}
        <ErrorNotice error={save.error} />
      </TaskForm>
    </TaskDrawer>
  );
}

type KeysForm = ReturnType<typeof useAttestationForm>;

/** Both keys of the Play Console, and which builds they let in. */
function PlayKeys({ form }: { form: KeysForm }) {
  const words = useWords(attestationWords);
  const own = { inputWrapperOrder: [...ORDER], required: true, withAsterisk: false };
  return (
    <>
      <Textarea
        label={words.verificationKey}
        description={words.verificationKeyHelp}
        autosize
        minRows={3}
        spellCheck={false}
        classNames={{ input: 'code' }}
        data-autofocus
        {...own}
        {...form.getInputProps('verificationKey')}
      />
      <PasswordInput
        label={words.decryptionKey}
        description={words.decryptionKeyHelp}
        autoComplete="off"
        {...own}
        {...form.getInputProps('decryptionKey')}
      />
      <p className="t2 s13">{words.bothKeys}</p>
      <p className="t2 s13">
        {words.accepted}: {words.acceptedText}
      </p>
    </>
  );
}

function useAttestationForm(attestation: Props['attestation']) {
  return useForm({
    initialValues: {
      environment: attestation?.environment ?? 'production',
      verificationKey: attestation?.verificationKey ?? '',
      decryptionKey: '',
    },
  });
}
