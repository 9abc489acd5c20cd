import { Button, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Effect, EffectRows, TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { FaultTable } from '../../parts/fault-table.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { TextSource } from '../../parts/text-source.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { batchWords } from './words.ts';

type Props = { isOpen: boolean; close: () => void; onCreated: (id: string) => void };
type Preview = Schemas['SaleBatchPreview'];
const MODES = ['FIRST_USE', 'NOW', 'ON_DEMAND'] as const;
type Mode = (typeof MODES)[number];

/** Sells a list: a dry run with prices first, then a background job. */
export function NewBatchDrawer({ isOpen, close, onCreated }: Props) {
  const words = useWords(batchWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} size={664} title={words.create}>
      <BatchForm close={close} onCreated={onCreated} />
    </TaskDrawer>
  );
}

function BatchForm({ close, onCreated }: Omit<Props, 'isOpen'>) {
  const words = useWords(batchWords);
  const format = useFormat();
  const [csv, setCsv] = useState('');
  const [mode, setMode] = useState<Mode>('FIRST_USE');
  const order = { csv, activationMode: mode };
  const { preview, discard, check, create, isBusy, error, isMoved } = useBatch(order, (batch) => {
    notifications.show({ message: words.started(format.number(batch.packages)) });
    onCreated(batch.id);
  });
  const isSound = preview !== undefined && preview.faults.length === 0;
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        if (isSound) create();
        else check();
      }}
      foot={
        <TaskFoot
          close={close}
          action={
            isSound
              ? words.sell(
                  preview.packages,
                  format.number(preview.packages),
                  format.money(preview.totalPrice),
                )
              : preview
                ? words.checkAgain
                : words.check
          }
          isBusy={isBusy}
          isDisabled={csv.trim() === ''}
        />
      }
    >
      <TextSource
        label={words.file}
        help={words.fileHelp}
        value={csv}
        rows={preview ? 5 : 12}
        onChange={(next) => {
          setCsv(next);
          discard();
        }}
      />
      {csv === '' && <Example insert={setCsv} />}
      <Select
        label={words.mode}
        allowDeselect={false}
        data={MODES.map((value) => ({ value, label: words.modes[value] }))}
        value={mode}
        onChange={(next) => {
          setMode((next ?? 'FIRST_USE') as Mode);
          discard();
        }}
      />
      {isMoved && (
        <Notice tone="wait" title={words.priceMoved}>
          <p>{words.priceMovedText}</p>
        </Notice>
      )}
      <ErrorNotice error={error} />
      {preview && !isSound && (
        <>
          <Notice
            tone="bad"
            title={words.faults(preview.faults.length, format.number(preview.faults.length))}
          >
            <p>{words.faultsText}</p>
          </Notice>
          <FaultTable
            faults={preview.faults.map(({ line, message }) => ({ line, text: message }))}
          />
        </>
      )}
      {isSound && <BatchEffect preview={preview} />}
    </TaskForm>
  );
}

type Order = { csv: string; activationMode: Mode };

/** A dry run, then the same list sold once at the displayed price. */
function useBatch(order: Order, onCreated: (batch: Schemas['SaleBatch']) => void) {
  const { queries, intention, accept } = useChange();
  const [preview, setPreview] = useState<Preview>();
  const [isMoved, setMoved] = useState(false);
  const dry = queries.useMutation('post', '/gigastore/activations/batches/preview', {
    onSuccess: setPreview,
  });
  const check = () => dry.mutate({ body: order });
  const real = queries.useMutation('post', '/gigastore/activations/batches', {
    onSuccess: (batch) => {
      accept();
      onCreated(batch);
    },
    onError: (refusal) => {
      if (problemOf(refusal)?.code !== 'price_mismatch') return;
      intention.done();
      setMoved(true);
      check();
    },
  });
  const create = () => {
    setMoved(false);
    const { priceValue, currencyCode } = preview?.totalPrice ?? {};
    const expectedTotal = { priceValue: priceValue ?? 0, currencyCode: currencyCode ?? 'USD' };
    real.mutate({ params: { header: intention.headers() }, body: { ...order, expectedTotal } });
  };
  return {
    preview,
    discard: () => setPreview(undefined),
    check,
    create,
    isBusy: dry.isPending || real.isPending,
    isMoved,
    error: dry.error ?? (isMoved ? undefined : real.error),
  };
}

function Example({ insert }: { insert: (csv: string) => void }) {
  const words = useWords(batchWords);
  const { data } = useApi().queries.useQuery('get', '/gigastore/products/inventory', {
    params: { query: { active: true, sort_by: 'NAME' } },
  });
  const [first, second = first] = data?.items ?? [];
  if (!first || !second) return null;
  const lines = [
    'email,item,metatag,quantity',
    `ada@example.com,${first.name},order-1001,1`,
    `,${second.name},order-1002,10`,
  ];
  return (
    <div>
      <Button size="xs" variant="subtle" onClick={() => insert(`${lines.join('\n')}\n`)}>
        {words.example}
      </Button>
    </div>
  );
}

function BatchEffect({ preview }: { preview: Preview }) {
  const words = useWords(batchWords);
  const format = useFormat();
  const after = {
    priceValue: preview.available.priceValue - preview.totalPrice.priceValue,
  };
  const rows: [string, string][] = [
    [words.packages, format.number(preview.packages)],
    [words.customersPay, format.money(preview.totalRetailPrice)],
    ...(preview.fromStock > 0
      ? [[words.fromStock, words.units(format.number(preview.fromStock))] as [string, string]]
      : []),
    [words.youPay, format.money(preview.totalPrice)],
  ];
  return (
    <Effect>
      <EffectRows rows={rows}>
        <div className="sum">
          <dt>{words.after}</dt>
          <dd className={after.priceValue < 0 ? 'neg' : undefined}>{format.money(after)}</dd>
        </div>
      </EffectRows>
      {!preview.isAffordable && <p className="neg">{words.tooLittle}</p>}
    </Effect>
  );
}
