import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { apiOf } from '../../api/client.ts';
import { CodeInput } from '../../parts/code-input.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { signInWords } from './words.ts';

type Props = { onSignedIn: () => void; onStartOver: () => void };

export default function SecondFactorForm({ onSignedIn, onStartOver }: Props) {
  const words = useWords(signInWords);
  const [isRecovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const label = useId();
  const { queries, cache } = apiOf(undefined);
  const verify = queries.useMutation('post', '/auth/two-factor/verify', {}, cache);
  const send = (given: string) =>
    verify.mutate(
      { body: isRecovery ? { recoveryCode: given } : { code: given } },
      { onSuccess: onSignedIn },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(code);
  };
  return (
    <form className="form" onSubmit={submit}>
      <div>
        <h2 id={label}>{words.codeTitle}</h2>
        <p className="t2 s13">{isRecovery ? words.recoveryText : words.codeText}</p>
      </div>
      {isRecovery ? (
        <TextInput
          label={words.recoveryCode}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
          autoComplete="off"
          autoFocus
        />
      ) : (
        <CodeInput label={words.code} value={code} onChange={setCode} onComplete={send} />
      )}
      <ErrorNotice error={verify.error} />
      <Button type="submit" variant="filled" size="md" fullWidth loading={verify.isPending}>
        {words.confirm}
      </Button>
      <div className="row">
        <Button variant="subtle" size="xs" onClick={() => setRecovery(!isRecovery)}>
          {isRecovery ? words.useCode : words.useRecovery}
        </Button>
        <Button variant="subtle" size="xs" onClick={onStartOver}>
          {words.startOver}
        </Button>
      </div>
    </form>
  );
}
