import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useChange } from '../../api/use-change.ts';
import { State } from '../../look/state.tsx';
import { Reading } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { partWords } from '../../parts/words.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { setupWords } from './setup-words.ts';

const CHANGE = 'PUT /gigastore/team/security';

/** Whether the team must use a second factor, and who has none. */
export function TeamSecurity() {
  const { security: words } = useWords(setupWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const [isOpen, dialog] = useDisclosure(false);
  const { data, error, refetch } = queries.useQuery('get', '/gigastore/team/security');
  const change = queries.useMutation('put', '/gigastore/team/security', {
    onSuccess: () => {
      dialog.close();
      accept(words.saved);
    },
  });
  const isRequired = data?.secondFactorRequired ?? false;
  const without = data?.membersWithout ?? 0;
  const label = isRequired ? words.lift : words.require;
  return (
    <Section title={words.title}>
      <p className="t2 s13 org-lead">{words.text}</p>
      <Reading data={data} error={error} refetch={refetch} rows={1} />
      {data && (
        <div className="org-line">
          <span className="grow s13">
            <State shape={isRequired ? 'done' : 'over'}>
              {isRequired ? words.isRequired : words.isOptional}
            </State>
            <span className="t2">
              {' · '}
              {without === 0
                ? words.withoutNone
                : without === 1
                  ? words.withoutOne
                  : words.without(format.number(without))}
            </span>
          </span>
          <AllowedButton calls={CHANGE} size="xs" onClick={dialog.open}>
            {label}
          </AllowedButton>
        </div>
      )}
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={isRequired ? words.liftQuestion : words.question}
        size={460}
        withCloseButton={false}
      >
        <p className="t2 s13">
          {isRequired
            ? words.liftText
            : without > 0
              ? words.effect(format.number(without))
              : words.effectNone}
        </p>
        <ErrorNotice error={change.error} />
        <div className="dialog-foot">
          <Button onClick={dialog.close}>{parts.cancel}</Button>
          <Button
            variant="filled"
            loading={change.isPending}
            onClick={() =>
              change.mutate({
                params: { header: intention.headers() },
                body: { secondFactorRequired: !isRequired },
              })
            }
          >
            {label}
          </Button>
        </div>
      </Modal>
    </Section>
  );
}
