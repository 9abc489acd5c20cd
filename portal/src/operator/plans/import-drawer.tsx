import { Select } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { FaultTable } from '../../parts/fault-table.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { TextSource } from '../../parts/text-source.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { planWords } from './words.ts';

type Preview = Schemas['CatalogueImport'];
type Props = {
  isOpen: boolean;
  close: () => void;
  /** The price list that is selected first. */
  listId?: string | null;
};
const SHOWN = 200;

/** Imports data plans or country sets from CSV: a preview by line, then one save. */
export function ImportDrawer({ isOpen, close, listId = null }: Props) {
  const words = useWords(planWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} size={664} title={words.importTitle}>
      <ImportForm close={close} listId={listId} />
    </TaskDrawer>
  );
}

function ImportForm({ close, listId }: { close: () => void; listId: string | null }) {
  const words = useWords(planWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const [csv, setCsv] = useState('');
  const [priceListId, setPriceListId] = useState(listId);
  const [preview, setPreview] = useState<Preview>();
  const lists = queries.useQuery('get', '/operator/price-lists', {
    params: { query: { limit: 200 } },
  });
  const dry = queries.useMutation('post', '/operator/catalogue/import', { onSuccess: setPreview });
  const real = queries.useMutation('post', '/operator/catalogue/import', {
    onSuccess: () => {
      accept(words.imported);
      close();
    },
  });
  const body = { csv, ...(priceListId && { priceListId }) };
  const errors = preview?.errors ?? [];
  const changes = preview?.changes ?? [];
  const canSave = preview && errors.length === 0 && changes.length > 0;
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        if (!preview) dry.mutate({ body: { ...body, dryRun: true } });
        else if (canSave) real.mutate({ params: { header: intention.headers() }, body });
      }}
      foot={
        <TaskFoot
          close={close}
          action={
            preview ? words.importNow(changes.length, format.number(changes.length)) : words.check
          }
          isBusy={dry.isPending || real.isPending}
          isDisabled={preview ? !canSave : csv.trim() === ''}
        />
      }
    >
      <TextSource
        label={words.file}
        help={words.fileHelp}
        value={csv}
        rows={preview ? 3 : 10}
        onChange={(next) => {
          setCsv(next);
          setPreview(undefined);
        }}
      />
      <Select
        label={words.list}
        clearable
        data={(lists.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={priceListId}
        onChange={(next) => {
          setPriceListId(next);
          setPreview(undefined);
        }}
      />
      <ErrorNotice error={dry.error ?? real.error} />
      {errors.length > 0 && (
        <>
          <Notice tone="bad" title={words.errors(errors.length, format.number(errors.length))}>
            <p>{words.errorsText}</p>
          </Notice>
          <FaultTable faults={errors.map(({ line, reason }) => ({ line, text: reason }))} />
        </>
      )}
      {preview && errors.length === 0 && changes.length === 0 && (
        <p className="t2 s13">{words.nothing}</p>
      )}
      {changes.length > 0 && <Changes changes={changes} />}
      {preview && preview.resellers > 0 && (
        <p className="s13">{words.affected(format.number(preview.resellers))}</p>
      )}
      {preview && preview.unchanged > 0 && (
        <p className="t3 small">{words.unchanged(format.number(preview.unchanged))}</p>
      )}
    </TaskForm>
  );
}

function Changes({ changes }: Pick<Preview, 'changes'>) {
  const words = useWords(planWords);
  return (
    <table className="tbl plain fault-table" aria-label={words.change}>
      <thead>
        <tr>
          <th className="r">{words.line}</th>
          <th>{words.what}</th>
          <th>{words.change}</th>
        </tr>
      </thead>
      <tbody>
        {changes.slice(0, SHOWN).map(({ line, name, action, fields }) => (
          <tr key={line}>
            <td className="r num t2">{line}</td>
            <td>{name}</td>
            <td className="t2">
              {words.actions[action]}
              {fields.map(({ field, before, after }) => (
                <span key={field} className="sub-text">
                  <br />
                  {field}: {before ?? '–'} → {after ?? '–'}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
