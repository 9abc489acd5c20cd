import { Switch } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { Reading } from '../../parts/loading.tsx';
import { AllowedButton, useWhyNot } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { AttestationForm } from './attestation-form.tsx';
import { attestationWords } from './attestation-words.ts';

type App = Schemas['SdkApp'];
type Attestation = Schemas['SdkAppAttestation'];
const GUIDE = '/docs/sdk/attestation';
const PATH = '/gigastore/sdk/apps/{id}/attestation';

/** Whether the sessions of an app need an attestation, and what it is checked with. */
export function AppAttestation({ app }: { app: App }) {
  const words = useWords(attestationWords);
  const blocked = app.activatesItems ? words.blocked : undefined;
  const why = useWhyNot(`PUT ${PATH}`) ?? blocked;
  const [asked, setAsked] = useState<'on' | 'off'>();
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    PATH,
    { params: { path: { id: app.id } } },
    { enabled: app.requiresAttestation },
  );
  const close = () => setAsked(undefined);
  return (
    <>
      <p className="t2 s13">{why ?? words.text[app.platform]}</p>
      <Switch
        className="pad-top"
        label={words.requires}
        aria-description={why}
        disabled={why !== undefined}
        checked={app.requiresAttestation}
        onChange={({ currentTarget }) => setAsked(currentTarget.checked ? 'on' : 'off')}
      />
      {app.requiresAttestation && (
        <Reading data={data} error={error} refetch={refetch} rows={2} row={28} />
      )}
      {app.requiresAttestation && data?.required && (
        <>
          <Shown app={app} attestation={data} />
          <div className="row pk-acts">
            <AllowedButton calls={`PUT ${PATH}`} size="xs" onClick={() => setAsked('on')}>
              {words.change[app.platform]}
            </AllowedButton>
          </div>
        </>
      )}
      <p className="s13 pad-top">
        <a className="link" href={GUIDE}>
          {words.guide}
        </a>
      </p>
      {asked === 'on' && <AttestationForm app={app} close={close} attestation={data} />}
      {asked === 'off' && <TurnOff app={app} close={close} />}
    </>
  );
}

function Shown({ app, attestation }: { app: App; attestation: Attestation }) {
  const words = useWords(attestationWords);
  const format = useFormat();
  const { environment, verificationKey, updatedAt } = attestation;
  const facts: Fact[] =
    app.platform === 'ios'
      ? [{ name: words.environment, value: environment && words.environments[environment] }]
      : [
          {
            name: words.verificationKey,
            value: <span className="code request-path">{verificationKey}</span>,
          },
          { name: words.decryptionKey, value: words.decryptionKeyKept },
          { name: words.accepted, value: words.acceptedText },
        ];
  const since = updatedAt ? [{ name: words.since, value: format.exact(updatedAt) }] : [];
  return <Facts facts={[...facts, ...since]} />;
}

function TurnOff({ app: { id, name, platform }, close }: { app: App; close: () => void }) {
  const words = useWords(attestationWords);
  const { queries, intention, accept } = useChange();
  const save = queries.useMutation('put', PATH, {
    onSuccess: () => {
      accept(words.turnedOff);
      close();
    },
  });
  return (
    <Confirm
      isOpen
      close={close}
      title={words.turnOffTitle(name)}
      action={words.turnOff}
      confirm={() =>
        save.mutate({
          params: { path: { id }, header: intention.headers() },
          body: { required: false },
        })
      }
      isBusy={save.isPending}
      error={save.error}
      isLoss
    >
      <p>{words.turnOffText[platform]}</p>
    </Confirm>
  );
}
