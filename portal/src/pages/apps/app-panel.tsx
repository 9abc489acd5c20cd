import './apps.css';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { AppActivation } from './app-activation.tsx';
import { AppAttestation } from './app-attestation.tsx';
import { EditApp } from './app-form.tsx';
import { identifierOf, useIdentity } from './app-identity.tsx';
import { AppKeys } from './app-keys.tsx';
import { AppStateWord } from './app-state.tsx';
import { attestationWords } from './attestation-words.ts';
import { appWords } from './words.ts';

type App = Schemas['SdkApp'];

/** One app: what the platform decided, what identifies it, and its keys. */
export function AppPanel({ app, close }: { app: App; close: () => void }) {
  const words = useWords(appWords);
  const attestation = useWords(attestationWords);
  const format = useFormat();
  const identity = useIdentity(app);
  const [isEditing, setEditing] = useState(false);
  return (
    <Panel label={app.name} close={close}>
      <PanelSection>
        <div className="pk-title">
          <h2>{app.name}</h2>
        </div>
        <p className="s13">
          <AppStateWord state={app.state} />
        </p>
        <Standing app={app} />
        <Facts
          facts={[
            ...identity,
            { name: words.requestedAt, value: format.exact(app.requestedAt) },
            ...(app.decidedAt
              ? [{ name: words.decidedAt, value: format.exact(app.decidedAt) }]
              : []),
            { name: 'ID', value: app.id, copy: app.id, isCode: true },
          ]}
        />
        <div className="row pk-acts">
          <AllowedButton
            calls="PUT /gigastore/sdk/apps/{id}"
            size="xs"
            onClick={() => setEditing(true)}
          >
            {words.edit}
          </AllowedButton>
          <Remove app={app} close={close} />
        </div>
      </PanelSection>
      <PanelSection title={words.keys}>
        <AppKeys appId={app.id} />
      </PanelSection>
      <PanelSection title={words.activation}>
        <AppActivation app={app} />
      </PanelSection>
      <PanelSection title={attestation.title}>
        <AppAttestation app={app} />
      </PanelSection>
      {isEditing && <EditApp app={app} close={() => setEditing(false)} />}
    </Panel>
  );
}

/** What a decision that is missing, or a refusal, means for the app. */
function Standing({ app: { state, rejectionReason } }: { app: App }) {
  const words = useWords(appWords);
  const { mode } = useParams({ from: '/$mode' });
  if (state === 'approved') return null;
  return (
    <div className="standing">
      {state === 'rejected' ? (
        <Notice tone="bad" title={words.rejectedTitle}>
          <p>{rejectionReason}</p>
        </Notice>
      ) : (
        <Notice tone="info">
          <p>{words.requestedText[mode === 'live' ? 'live' : 'sandbox']}</p>
        </Notice>
      )}
    </div>
  );
}

function Remove({ app, close }: { app: App; close: () => void }) {
  const words = useWords(appWords);
  const { queries, intention, accept } = useChange();
  const [isAsked, setAsked] = useState(false);
  const remove = queries.useMutation('delete', '/gigastore/sdk/apps/{id}', {
    onSuccess: () => {
      accept(words.removed);
      close();
    },
  });
  return (
    <>
      <AllowedButton
        calls="DELETE /gigastore/sdk/apps/{id}"
        size="xs"
        onClick={() => setAsked(true)}
      >
        {words.remove}
      </AllowedButton>
      <Confirm
        isOpen={isAsked}
        close={() => setAsked(false)}
        title={words.removeTitle(app.name)}
        action={words.remove}
        confirm={() =>
          remove.mutate({ params: { path: { id: app.id }, header: intention.headers() } })
        }
        isBusy={remove.isPending}
        error={remove.error}
        isLoss
      >
        <p>{words.removeText}</p>
        <Facts facts={[{ name: words.platforms[app.platform], value: identifierOf(app) }]} />
      </Confirm>
    </>
  );
}
