import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { resellerWords } from './words.ts';

/** Sends an owner of the reseller an invitation, or sends it again. */
export function InviteOwner({ id, email }: { id: string; email: string }) {
  const words = useWords(resellerWords);
  const [isAsking, setAsking] = useState(false);
  const [to, setTo] = useState(email);
  const { queries, intention, accept } = useChange();
  const invite = queries.useMutation('post', '/operator/organizations/{id}/owner-invitation', {
    onSuccess: (invitation) => {
      accept(words.invited(invitation.email));
      setAsking(false);
    },
  });
  return (
    <>
      <AllowedButton
        calls="POST /operator/organizations/{id}/owner-invitation"
        size="xs"
        onClick={() => setAsking(true)}
      >
        {words.invite}
      </AllowedButton>
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={words.inviteTitle}
        action={words.invite}
        isBusy={invite.isPending}
        error={invite.error}
        confirm={() =>
          invite.mutate({
            params: { path: { id }, header: intention.headers() },
            body: { email: to },
          })
        }
      >
        <p>{words.inviteText}</p>
        <TextInput
          className="pad-top"
          label={words.email}
          type="email"
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
          data-autofocus
        />
      </Confirm>
    </>
  );
}
