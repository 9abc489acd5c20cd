import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Section } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { partWords } from '../../parts/words.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { NewOperatorKey } from './new-operator-key.tsx';
import { operatorKeyWords } from './words.ts';

type Key = Schemas['OperatorKey'];

/** The keys of the platform's own scripts. */
export function OperatorKeys() {
  const words = useWords(operatorKeyWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const may = useMay();
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Key>();
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/keys');
  return (
    <Section
      title={words.title}
      actions={
        <AllowedButton
          calls="POST /operator/keys"
          size="xs"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => setCreating(true)}
        >
          {words.create}
        </AllowedButton>
      }
    >
      <p className="t2 s13 org-lead">{words.text}</p>
      <Reading data={data} error={error} refetch={refetch} rows={4} />
      {data?.items.length === 0 && <p className="t2 s13">{words.empty}</p>}
      {data && data.items.length > 0 && (
        <table className="tbl plain" aria-label={words.title}>
          <thead>
            <tr>
              <th>{words.name}</th>
              <th className="desk">{words.scopes}</th>
              <th className="desk">{words.addresses}</th>
              <th>{words.expires}</th>
              <th className="r desk">{words.lastUsed}</th>
              <th>
                <span className="vh">{parts.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((key) => (
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
            ))}
          </tbody>
        </table>
      )}
      {isCreating && <NewOperatorKey close={() => setCreating(false)} />}
      {revoking && <Revoke operatorKey={revoking} close={() => setRevoking(undefined)} />}
    </Section>
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
