import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { FaultTable } from '../../parts/fault-table.tsx';
import { LossNotice } from '../../parts/loss-notice.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { TextSource } from '../../parts/text-source.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { isBelowCost, PriceChanges } from './price-changes.tsx';
import { PriceEffect } from './price-effect.tsx';
import { priceWords } from './price-words.ts';

type Props = { isOpen: boolean; close: () => void };
type Preview = Schemas['PriceImport'];

/** Imports retail prices from CSV: a preview by line, then one save. */
export function ImportDrawer({ isOpen, close }: Props) {
  const words = useWords(priceWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} size={664} title={words.importCsv}>
      <ImportForm close={close} />
    </TaskDrawer>
  );
}

function ImportForm({ close }: { close: () => void }) {
  const words = useWords(priceWords);
  const format = useFormat();
  const [csv, setCsv] = useState('');
  const [isLossMeant, setLossMeant] = useState(false);
  const { preview, discard, check, save, isBusy, error, isMoved } = useImport(csv);
  const changes = preview?.changes ?? [];
  const errors = preview?.errors ?? [];
  const losing = changes.filter(isBelowCost).length;
  const canSave = errors.length === 0 && changes.length > 0 && (losing === 0 || isLossMeant);
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        if (!preview) check();
        else if (canSave) {
          save(losing > 0, () => {
            notifications.show({
              message: words.saved(changes.length, format.number(changes.length)),
            });
            close();
          });
        }
      }}
      foot={
        <TaskFoot
          close={close}
          action={preview ? words.save(changes.length, format.number(changes.length)) : words.check}
          isBusy={isBusy}
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
          setLossMeant(false);
          discard();
        }}
      />
      {isMoved && (
        <Notice tone="wait" title={words.moved}>
          <p>{words.movedText}</p>
        </Notice>
      )}
      <ErrorNotice error={error} />
      {errors.length > 0 && (
        <Notice tone="bad" title={words.errors(errors.length, format.number(errors.length))}>
          <p>{words.errorsText}</p>
        </Notice>
      )}
      {errors.length > 0 && (
        <FaultTable faults={errors.map(({ line, reason }) => ({ line, text: reason }))} />
      )}
      {losing > 0 && (
        <LossNotice
          title={words.belowCost(losing, format.number(losing))}
          label={words.confirmLoss}
          isMeant={isLossMeant}
          setMeant={setLossMeant}
        />
      )}
      {preview && errors.length === 0 && (
        <PriceEffect changes={changes} unchanged={preview.unchanged} />
      )}
      {changes.length > 0 && <PriceChanges changes={changes} />}
      {preview && errors.length === 0 && changes.length === 0 && (
        <p className="t2 s13">{words.nothing}</p>
      )}
    </TaskForm>
  );
}

/** A dry run, and the same lines saved only if nothing has changed since. */
function useImport(csv: string) {
  const { queries, intention, accept } = useChange();
  const [preview, setPreview] = useState<Preview>();
  const [isMoved, setMoved] = useState(false);
  const dry = queries.useMutation('post', '/gigastore/products/inventory/prices/import', {
    onSuccess: setPreview,
  });
  const real = queries.useMutation('post', '/gigastore/products/inventory/prices/import');
  const check = () => dry.mutate({ body: { csv, dryRun: true } });
  const save = (confirmBelowCost: boolean, onSaved: () => void) => {
    setMoved(false);
    real.mutate(
      {
        params: { header: intention.headers() },
        body: { csv, token: preview?.token, confirmBelowCost },
      },
      {
        onSuccess: () => {
          accept();
          onSaved();
        },
        onError: (refusal) => {
          if (problemOf(refusal)?.code !== 'price_mismatch') return;
          intention.done();
          setMoved(true);
          check();
        },
      },
    );
  };
  return {
    preview,
    discard: () => setPreview(undefined),
    check,
    save,
    isBusy: dry.isPending || real.isPending,
    isMoved,
    error: dry.error ?? (isMoved ? undefined : real.error),
  };
}
