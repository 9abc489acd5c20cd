import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { Ago } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { KeySection } from '../key-section.tsx';
import { SecretDrawer } from '../secret-drawer.tsx';
import { carrierWords } from './words.ts';

type Key = Schemas['CarrierKey'];

/** The keys with which carriers report usage. */
export function CarrierKeys() {
  const words = useWords(carrierWords);
  const may = useMay();
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Key>();
  const found = useQueries().useQuery('get', '/operator/carrier-keys');
  return (
    <KeySection
      title={words.tabs.keys}
      text={words.keysText}
      empty={words.noKeys}
      create={{
        calls: 'POST /operator/carrier-keys',
        label: words.createKey,
        start: () => setCreating(true),
      }}
      found={found}
      head={
        <>
          <th>{words.carrier}</th>
          <th className="desk">{words.keyId}</th>
          <th>{words.lastUsed}</th>
          <ActionsHead />
        </>
      }
      row={(key) => (
        <tr key={key.keyId}>
          <td className="strong">{key.carrier}</td>
          <td className="desk code">{key.keyId}</td>
          <td className="t2">{key.lastUsedAt ? <Ago at={key.lastUsedAt} /> : words.neverUsed}</td>
          <td className="r t2">
            {key.revokedAt
              ? words.revokedState
              : may('DELETE /operator/carrier-keys/{id}') && (
                  <Button size="xs" variant="subtle" onClick={() => setRevoking(key)}>
                    {words.revoke}
                    <span className="vh"> {key.keyId}</span>
                  </Button>
                )}
          </td>
        </tr>
      )}
    >
      {isCreating && <NewKey close={() => setCreating(false)} />}
      {revoking && <Revoke carrierKey={revoking} close={() => setRevoking(undefined)} />}
    </KeySection>
  );
}

/** Creates a key and shows its secret once. */
function NewKey({ close }: { close: () => void }) {
  const words = useWords(carrierWords);
  const { queries, intention, accept } = useChange();
  const [carrier, setCarrier] = useState('');
  const create = queries.useMutation('post', '/operator/carrier-keys', {
    onSuccess: () => accept(),
  });
  if (create.data) {
    const { keyId, secret } = create.data;
    return (
      <SecretDrawer
        close={close}
        title={words.createKey}
        warning={words.secretText}
        facts={[
          { name: words.keyId, value: keyId, copy: keyId, isCode: true },
          { name: words.secret, value: secret ?? '–', copy: secret ?? undefined, isCode: true },
        ]}
        done={words.done}
      />
    );
  }
  return (
    <TaskDrawer isOpen close={close} title={words.createKey}>
      <TaskForm
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ params: { header: intention.headers() }, body: { carrier } });
        }}
        foot={
          <TaskFoot
            close={close}
            action={words.createKey}
            isBusy={create.isPending}
            isDisabled={carrier === ''}
          />
        }
      >
        <TextInput
          label={words.carrier}
          data-autofocus
          value={carrier}
          onChange={({ currentTarget }) => setCarrier(currentTarget.value.trim())}
        />
        <ErrorNotice error={create.error} />
      </TaskForm>
    </TaskDrawer>
  );
}

function Revoke({ carrierKey, close }: { carrierKey: Key; close: () => void }) {
  const words = useWords(carrierWords);
  const { queries, intention, accept } = useChange();
  const revoke = queries.useMutation('delete', '/operator/carrier-keys/{id}', {
    onSuccess: () => {
      accept(words.revoked);
      close();
    },
  });
  return (
    <Confirm
      isOpen
      close={close}
      title={words.revokeTitle(carrierKey.carrier)}
      action={words.revoke}
      isLoss
      isBusy={revoke.isPending}
      error={revoke.error}
      confirm={() =>
        revoke.mutate({
          params: { path: { id: carrierKey.keyId }, header: intention.headers() },
        })
      }
    >
      {words.revokeText}
    </Confirm>
  );
}
