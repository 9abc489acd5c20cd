import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { Ago } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { KeySection } from '../key-section.tsx';
import { NewOperatorKey } from './new-operator-key.tsx';
import { operatorKeyWords } from './words.ts';

type Key = Schemas['OperatorKey'];

/** The API keys of the platform's own scripts. */
export function OperatorKeys() {
  const words = useWords(operatorKeyWords);
  const format = useFormat();
  const may = useMay();
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Key>();
  const found = useQueries().useQuery('get', '/operator/keys');
  return (
    <KeySection
      title={words.title}
      text={words.text}
      empty={words.empty}
      create={{
        calls: 'POST /operator/keys',
        label: words.create,
        start: () => setCreating(true),
      }}
      found={found}
      head={
        <>
          <th>{words.name}</th>
          <th className="desk">{words.scopes}</th>
          <th className="desk">{words.addresses}</th>
          <th>{words.expires}</th>
          <th className="r desk">{words.lastUsed}</th>
          <ActionsHead />
        </>
      }
      row={(key) => (
        <tr key={key.id}>
          <td>
            <span className="strong">{key.name}</span>
            <span className="t3 small"> {key.createdBy.name}</span>
          </td>
          <td className="desk t2">{key.scopes.join(', ')}</td>
          <td className="desk t2">{key.ipAllowList.join(', ')}</td>
          <td className="t2">{format.date(key.expiresAt)}</td>
          <td className="r desk t2">
            {key.lastUsedAt ? <Ago at={key.lastUsedAt} /> : words.never}
          </td>
          <td className="r">
            {may('DELETE /operator/keys/{id}') && (
              <Button size="xs" variant="subtle" onClick={() => setRevoking(key)}>
                {words.revoke}
                <span className="vh"> {key.name}</span>
              </Button>
            )}
          </td>
        </tr>
      )}
    >
      {isCreating && <NewOperatorKey close={() => setCreating(false)} />}
      {revoking && <Revoke operatorKey={revoking} close={() => setRevoking(undefined)} />}
    </KeySection>
  );
}

function Revoke({ operatorKey, close }: { operatorKey: Key; close: () => void }) {
  const words = useWords(operatorKeyWords);
  const { queries, intention, accept } = useChange();
  const revoke = queries.useMutation('delete', '/operator/keys/{id}', {
    onSuccess: () => {
      accept(words.revoked);
      close();
    },
  });
  return (
    <Confirm
      isOpen
      close={close}
      title={words.revokeTitle(operatorKey.name)}
      action={words.revoke}
      isLoss
      isBusy={revoke.isPending}
      error={revoke.error}
      confirm={() =>
        revoke.mutate({
          params: { path: { id: operatorKey.id }, header: intention.headers() },
        })
      }
    >
      {words.revokeText}
    </Confirm>
  );
}
