import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { clearApis } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { keepView } from '../../api/view.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { placeOf } from '../../routes/place.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { firstSide } from '../../session/side.ts';
import { viewWords } from '../../shell/view-words.ts';
import { useWords } from '../../words/language.tsx';

/** Opens the portal of a reseller to read in it. */
export function ViewPortal({ id, name }: { id: string; name: string }) {
  const words = useWords(viewWords);
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { queries, intention } = useChange();
  const begin = queries.useMutation('post', '/operator/organizations/{id}/views', {
    onSuccess: async (view) => {
      intention.done();
      const mode = await firstSide();
      keepView(view.id);
      clearApis();
      await navigate(placeOf({ to: `/${mode}` }));
    },
  });
  return (
    <>
      <AllowedButton
        calls="POST /operator/organizations/{id}/views"
        size="xs"
        onClick={() => setAsking(true)}
      >
        {words.open}
      </AllowedButton>
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={words.title(name)}
        action={words.open}
        isBusy={begin.isPending}
        error={begin.error}
        confirm={() =>
          begin.mutate({
            params: { path: { id }, header: intention.headers() },
            body: { reason },
          })
        }
      >
        <p>{words.text}</p>
        <TextInput
          className="pad-top"
          label={words.reason}
          maxLength={255}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          data-autofocus
        />
      </Confirm>
    </>
  );
}
