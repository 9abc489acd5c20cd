import { Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { useIdentity } from '../../pages/apps/app-identity.tsx';
import { AppStateWord } from '../../pages/apps/app-state.tsx';
import { appWords } from '../../pages/apps/words.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { registrationWords } from './words.ts';

type App = Schemas['OperatorSdkApp'];

/** An app of a reseller: who signs it, and the decision. */
export function RegistrationPanel({ app, close }: { app: App; close: () => void }) {
  const words = useWords(registrationWords);
  const shown = useWords(appWords);
  const format = useFormat();
  const identity = useIdentity(app);
  return (
    <Panel label={app.name} close={close}>
      <PanelSection>
        <div className="pk-title">
          <h2>{app.name}</h2>
        </div>
        <p className="s13">
          <AppStateWord state={app.state} />
        </p>
        <Facts
          facts={[
            {
              name: words.reseller,
              value: (
                <Link
                  className="link"
                  to="/$mode/resellers"
                  params={{ mode: 'operator' }}
                  search={{ open: app.organizationId }}
                >
                  {app.organizationName}
                </Link>
              ),
            },
            { name: words.account, value: words.modes[app.mode] },
            ...identity,
            { name: shown.requestedAt, value: format.exact(app.requestedAt) },
            ...(app.decidedAt
              ? [{ name: shown.decidedAt, value: format.exact(app.decidedAt) }]
              : []),
            ...(app.rejectionReason ? [{ name: words.reason, value: app.rejectionReason }] : []),
          ]}
        />
        <p className="t2 s13 pad-top">{words.compare}</p>
        <div className="row pk-acts">
          {app.state !== 'approved' && <Approve app={app} />}
          {app.state !== 'rejected' && <Reject app={app} />}
        </div>
      </PanelSection>
    </Panel>
  );
}

function Approve({ app: { id, name } }: { app: App }) {
  const words = useWords(registrationWords);
  const { queries, intention, accept } = useChange();
  const [isAsking, setAsking] = useState(false);
  const approve = queries.useMutation('post', '/operator/sdk-apps/{id}/approve', {
    onSuccess: () => {
      setAsking(false);
      accept(words.approved);
    },
  });
  return (
    <>
      <AllowedButton
        calls="POST /operator/sdk-apps/{id}/approve"
        size="xs"
        variant="filled"
        onClick={() => setAsking(true)}
      >
        {words.approve}
      </AllowedButton>
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={words.approveTitle(name)}
        action={words.approve}
        confirm={() => approve.mutate({ params: { path: { id }, header: intention.headers() } })}
        isBusy={approve.isPending}
        error={approve.error}
      >
        <p>{words.approveText}</p>
      </Confirm>
    </>
  );
}

function Reject({ app: { id, name } }: { app: App }) {
  const words = useWords(registrationWords);
  const { queries, intention, accept } = useChange();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const reject = queries.useMutation('post', '/operator/sdk-apps/{id}/reject', {
    onSuccess: () => {
      setAsking(false);
      accept(words.rejected);
    },
  });
  return (
    <>
      <AllowedButton
        calls="POST /operator/sdk-apps/{id}/reject"
        size="xs"
        onClick={() => setAsking(true)}
      >
        {words.reject}
      </AllowedButton>
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={words.rejectTitle(name)}
        action={words.reject}
        confirm={() =>
          reject.mutate({
            params: { path: { id }, header: intention.headers() },
            body: { reason: reason.trim() },
          })
        }
        isBusy={reject.isPending}
        error={reject.error}
        isLoss
      >
        <p>{words.rejectText}</p>
        <Textarea
          className="pad-top"
          label={words.reason}
          description={words.reasonHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autosize
          minRows={2}
          maxLength={1_000}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          data-autofocus
        />
      </Confirm>
    </>
  );
}
