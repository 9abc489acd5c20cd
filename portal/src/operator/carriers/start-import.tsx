import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { catalogueWords } from './catalogue-words.ts';
import { carrierWords } from './words.ts';

const MOST_HOURS = 720;

/** Imports the catalogue of a supplier now, and again every so many hours if it is asked for. */
export function StartImport({ close }: { close: () => void }) {
  const words = useWords(catalogueWords);
  const { carrier: label } = useWords(carrierWords);
  const { queries, intention, accept } = useChange();
  const [carrier, setCarrier] = useState<string | null>(null);
  const [everyHours, setEveryHours] = useState<number | string>('');
  const { data } = queries.useQuery('get', '/operator/carriers');
  const onSuccess = () => {
    accept(words.started);
    close();
  };
  const start = queries.useMutation('post', '/operator/catalogue-runs', { onSuccess });
  const schedule = queries.useMutation('put', '/operator/catalogue-schedules', { onSuccess });
  return (
    <TaskDrawer isOpen close={close} title={words.start}>
      <TaskForm
        onSubmit={(event) => {
          event.preventDefault();
          if (carrier === null) return;
          const params = { header: intention.headers() };
          if (everyHours === '') start.mutate({ params, body: { carrier } });
          else schedule.mutate({ params, body: { carrier, everyHours: Number(everyHours) } });
        }}
        foot={
          <TaskFoot
            close={close}
            action={words.startNow}
            isBusy={start.isPending || schedule.isPending}
            isDisabled={carrier === null}
          />
        }
      >
        <Select
          label={label}
          data={(data?.items ?? []).map((one) => one.carrier)}
          value={carrier}
          onChange={setCarrier}
          data-autofocus
        />
        {data?.items.length === 0 && <p className="t2 s13">{words.noSuppliers}</p>}
        <NumberInput
          label={words.everyHours}
          description={words.everyHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          suffix={` ${words.hours}`}
          min={1}
          max={MOST_HOURS}
          allowDecimal={false}
          value={everyHours}
          onChange={setEveryHours}
        />
        <ErrorNotice error={start.error ?? schedule.error} />
      </TaskForm>
    </TaskDrawer>
  );
}
