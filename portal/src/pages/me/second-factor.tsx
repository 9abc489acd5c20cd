import { Button, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import encodeQr from 'qr';
import { type FormEvent, useState } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { State } from '../../look/state.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { CodeInput } from '../../parts/code-input.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useSession } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { meWords } from './words.ts';

export function SecondFactor() {
  const { factor: words } = useWords(meWords);
  const { person } = useSession();
  const { queries, cache } = useApi();
  const [isOn, setOn] = useState(person.twoFactorEnabled);
  const [password, setPassword] = useState('');
  const setUp = queries.useMutation('post', '/auth/two-factor/set-up');
  const confirm = queries.useMutation('post', '/auth/two-factor/confirm', {
    onSuccess: () => {
      setOn(true);
      notifications.show({ message: words.enabled });
      void cache.invalidateQueries();
    },
  });
  const disable = queries.useMutation('post', '/auth/two-factor/disable', {
    onSuccess: () => {
      setOn(false);
      setUp.reset();
      confirm.reset();
      setPassword('');
      notifications.show({ message: words.disabled });
      void cache.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isOn) disable.mutate({ body: { password } });
    else setUp.mutate({ body: { password } });
  };
  const isSettingUp = setUp.data && !confirm.isSuccess && !isOn;
  return (
    <Section
      title={words.title}
      actions={<State shape={isOn ? 'done' : 'over'}>{isOn ? words.on : words.off}</State>}
    >
      <p className="t2 s13 pad-top">{words.text}</p>
      {confirm.isSuccess && setUp.data && (
        <div className="form pad-top">
          <h3 className="strong s13">{words.recovery}</h3>
          <p className="t2 s13">{words.recoveryText}</p>
          <CodeBlock code={setUp.data.recoveryCodes.join('\n')} label={words.recovery} />
          <div>
            <Button onClick={confirm.reset}>{words.copied}</Button>
          </div>
        </div>
      )}
      {isSettingUp && (
        <div className="form pad-top">
          <p className="s13">{words.scan}</p>
          <Qr text={setUp.data.totpUri} label={words.qr} />
          <CodeInput label={words.code} onComplete={(code) => confirm.mutate({ body: { code } })} />
          <ErrorNotice error={confirm.error} />
        </div>
      )}
      {!isSettingUp && !confirm.isSuccess && (
        <form className="form pad-top" onSubmit={submit}>
          <PasswordInput
            label={words.password}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
          <ErrorNotice error={setUp.error ?? disable.error} />
          <div>
            <Button type="submit" loading={setUp.isPending || disable.isPending}>
              {isOn ? words.disable : words.setUp}
            </Button>
          </div>
        </form>
      )}
    </Section>
  );
}

function Qr({ text, label }: { text: string; label: string }) {
  const svg = encodeQr(text, 'svg', { border: 2 });
  return (
    <img
      className="qr"
      width={168}
      height={168}
      alt={label}
      src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
    />
  );
}
