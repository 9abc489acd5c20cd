import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { useQueries } from '../../../api/use-api.tsx';
import { useChange } from '../../../api/use-change.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { ActionsHead } from '../../../parts/table/actions-head.tsx';
import { Ago } from '../../../parts/time.tsx';
import { AllowedButton } from '../../../session/allowed.tsx';
import { useMay } from '../../../session/session.ts';
import { useWords } from '../../../words/language.tsx';
import { KeySection } from '../../key-section.tsx';
import { FormatDrawer } from './format-drawer.tsx';
import { usageFileWords } from './usage-file-words.ts';

type Kept = Schemas['CarrierUsageFileFormat'];

/** How the usage files of each carrier are read. */
export function Formats() {
  const words = useWords(usageFileWords);
  const may = useMay();
  const [editing, setEditing] = useState<Kept | 'new'>();
  const [removing, setRemoving] = useState<Kept>();
  const found = useQueries().useQuery('get', '/operator/usage-file-formats');
  return (
    <KeySection
      title={words.formats}
      text={words.formatsText}
      empty={words.noFormats}
      create={{
        calls: 'PUT /operator/usage-file-formats',
        label: words.newFormat,
        start: () => setEditing('new'),
      }}
      found={found}
      head={
        <>
          <th>{words.carrier}</th>
          <th className="desk">{words.columns}</th>
          <th className="desk">{words.changed}</th>
          <ActionsHead />
        </>
      }
      row={(kept) => (
        <tr key={kept.carrier}>
          <td className="strong">{kept.carrier}</td>
          <td className="desk t2">{columnsOf(kept)}</td>
          <td className="desk t2">
            <Ago at={kept.updatedAt} />
          </td>
          <td className="r">
            <AllowedButton
              calls="PUT /operator/usage-file-formats"
              size="xs"
              onClick={() => setEditing(kept)}
            >
              {words.edit}
              <span className="vh"> {kept.carrier}</span>
            </AllowedButton>
            {may('DELETE /operator/usage-file-formats/{carrier}') && (
              <Button size="xs" variant="subtle" onClick={() => setRemoving(kept)}>
                {words.remove}
                <span className="vh"> {kept.carrier}</span>
              </Button>
            )}
          </td>
        </tr>
      )}
    >
      {editing && (
        <FormatDrawer
          kept={editing === 'new' ? undefined : editing}
          close={() => setEditing(undefined)}
        />
      )}
      {removing && <Remove kept={removing} close={() => setRemoving(undefined)} />}
    </KeySection>
  );
}

function columnsOf({ format }: Kept): string {
  const { iccidColumn, imsiColumn, usageColumns, startColumns } = format;
  const { countryColumn, mccMncColumn, mccColumn } = format;
  const place = countryColumn ?? mccMncColumn ?? mccColumn ?? '';
  return [iccidColumn ?? imsiColumn ?? '', ...usageColumns, ...startColumns, place].join(', ');
}

function Remove({ kept: { carrier }, close }: { kept: Kept; close: () => void }) {
  const words = useWords(usageFileWords);
  const { queries, intention, accept } = useChange();
  const remove = queries.useMutation('delete', '/operator/usage-file-formats/{carrier}', {
    onSuccess: () => {
      accept(words.removed);
      close();
    },
  });
  return (
    <Confirm
      isOpen
      close={close}
      title={words.removeTitle(carrier)}
      action={words.remove}
      isLoss
      isBusy={remove.isPending}
      error={remove.error}
      confirm={() => remove.mutate({ params: { path: { carrier }, header: intention.headers() } })}
    >
      {words.removeText}
    </Confirm>
  );
}
