import { Switch } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWhyNot } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { attestationWords } from './attestation-words.ts';
import { appWords } from './words.ts';

const GUIDE = '/docs/sdk/activate-from-app';

/** Lets an app activate packages by the tokens of its users, or ends that. */
export function AppActivation({ app }: { app: Schemas['SdkApp'] }) {
  const words = useWords(appWords);
  const blocked = useWords(attestationWords).activationBlocked;
  const whyNot = useWhyNot('PUT /gigastore/sdk/apps/{id}');
  const why = whyNot ?? (app.requiresAttestation ? blocked : undefined);
  const { queries, intention, accept } = useChange();
  const [isAsking, setAsking] = useState(false);
  const save = queries.useMutation('put', '/gigastore/sdk/apps/{id}', {
    onSuccess: () => {
      setAsking(false);
      accept(words.saved);
    },
  });
  const turn = (activatesItems: boolean) =>
    save.mutate({
      params: { path: { id: app.id }, header: intention.headers() },
      body: { activatesItems },
    });
  return (
    <>
      <p className="t2 s13">{why ?? words.activatesText}</p>
      <Switch
        className="pad-top"
        label={words.activates}
        aria-description={why}
        disabled={why !== undefined || save.isPending}
        checked={app.activatesItems}
        onChange={({ currentTarget }) => (currentTarget.checked ? setAsking(true) : turn(false))}
      />
      <p className="s13 pad-top">
        <a className="link" href={GUIDE}>
          {words.activatesGuide}
        </a>
      </p>
      {!isAsking && <ErrorNotice error={save.error} />}
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={words.activatesTitle(app.name)}
        action={words.activatesTurnOn}
        confirm={() => turn(true)}
        isBusy={save.isPending}
        error={save.error}
      >
        <p>{words.activatesWarning}</p>
        <p className="pad-top">{words.activatesToken}</p>
      </Confirm>
    </>
  );
}
