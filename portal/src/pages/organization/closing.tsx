import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { clearApis, type Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { Facts } from '../../parts/facts.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { partWords } from '../../parts/words.ts';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { closingWords } from './closing-words.ts';

const REQUEST = 'POST /gigastore/organization/closing';

/** Closes the company in two steps: a summary of the loss, and a confirmation. */
export function Closing({ name }: { name: string }) {
  const words = useWords(closingWords);
  const { queries } = useApi();
  const intention = useIntention();
  const [isOpen, dialog] = useDisclosure(false);
  const request = queries.useMutation('post', '/gigastore/organization/closing', {
    onSuccess: () => {
      intention.done();
      dialog.open();
    },
  });
  if (!useMay()(REQUEST)) return null;
  return (
    <Section title={words.title}>
      <p className="t2 s13 org-lead">{words.text}</p>
      <ErrorNotice error={request.error} />
      <div className="form-foot dialog-foot">
        <Button
          color="bad"
          loading={request.isPending}
          onClick={() => request.mutate({ params: { header: intention.headers() } })}
        >
          {words.begin}
        </Button>
      </div>
      <Modal opened={isOpen} onClose={dialog.close} title={words.question(name)} size={480}>
        {request.data && <Confirm name={name} closing={request.data} close={dialog.close} />}
      </Modal>
    </Section>
  );
}

type ConfirmProps = {
  name: string;
  closing: Schemas['OrganizationClosing'];
  close: () => void;
};

function Confirm({ name, closing, close }: ConfirmProps) {
  const words = useWords(closingWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const navigate = useNavigate();
  const { queries } = useApi();
  const form = useForm({ initialValues: { companyName: '', password: '' } });
  const end = queries.useMutation('post', '/auth/close-organization', {
    onSuccess: () => {
      clearApis();
      void navigate({ to: '/sign-in' });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const { availableCredits, prepaidUnits, usablePackages, blockers } = closing;
  return (
    <form className="form" onSubmit={form.onSubmit((body) => end.mutate({ body }))}>
      <Facts
        facts={[
          { name: words.credits, value: format.money(availableCredits) },
          { name: words.units, value: format.number(prepaidUnits) },
          { name: words.packages, value: format.number(usablePackages) },
        ]}
      />
      {blockers.length > 0 ? (
        <Notice tone="wait" title={words.blocked}>
          {blockers.map((one) => (
            <p key={one}>{words.blockers[one] ?? one}</p>
          ))}
        </Notice>
      ) : (
        <>
          <TextInput
            label={words.typeName(name)}
            autoComplete="off"
            required
            withAsterisk={false}
            data-autofocus
            {...form.getInputProps('companyName')}
          />
          <PasswordInput
            label={words.password}
            autoComplete="current-password"
            required
            withAsterisk={false}
            {...form.getInputProps('password')}
          />
          <p className="s13 t2">{words.final}</p>
        </>
      )}
      <ErrorNotice error={end.error} />
      <div className="dialog-foot">
        <Button onClick={close}>{parts.cancel}</Button>
        <Button
          type="submit"
          variant="filled"
          color="bad"
          disabled={blockers.length > 0 || form.values.companyName !== name}
          loading={end.isPending}
        >
          {words.button}
        </Button>
      </div>
    </form>
  );
}
