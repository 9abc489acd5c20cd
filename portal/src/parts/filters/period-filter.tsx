import { Button, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useZone } from '../../words/zone.ts';
import { partWords } from '../words.ts';
import { ChoiceFilter } from './filters.tsx';
import { type Dates, datesOf, PERIODS, rangeOf } from './period.ts';
import { periodWords } from './period-words.ts';

/** The choice that asks for two dates. */
const RANGE = 'range';

type Props = {
  name: string;
  /** A period that ends today, or a range of dates. */
  value?: string;
  onChange: (value: string | undefined) => void;
};

/** A filter by time: a period that ends today, or any first and last date. */
export function PeriodFilter({ name, value, onChange }: Props) {
  const periods = useWords(periodWords);
  const { range: words } = useWords(partWords);
  const format = useFormat();
  const [isOpen, dialog] = useDisclosure(false);
  const range = rangeOf(value);
  const choices = PERIODS.map((one) => ({ value: one as string, label: periods[one] }));
  if (value && range) {
    const label = `${format.date(range.from)} – ${format.date(range.to)}`;
    choices.push({ value, label });
  }
  choices.push({ value: RANGE, label: words.choose });
  return (
    <>
      <ChoiceFilter
        name={name}
        value={value}
        choices={choices}
        onChange={(next) => (next === RANGE ? dialog.open() : onChange(next))}
      />
      <Modal opened={isOpen} onClose={dialog.close} title={words.title} size={360}>
        <DatesForm
          given={range}
          close={dialog.close}
          choose={({ from, to }) => {
            dialog.close();
            onChange(`${from}..${to}`);
          }}
        />
      </Modal>
    </>
  );
}

type FormProps = { given?: Dates; close: () => void; choose: (dates: Dates) => void };

function DatesForm({ given, close, choose }: FormProps) {
  const words = useWords(partWords);
  const today = { now: useNow(), zone: useZone() };
  const [dates, setDates] = useState(given ?? datesOf('30d', today));
  const [isReversed, setReversed] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (dates.from <= dates.to) choose(dates);
    else setReversed(true);
  };
  const field = (end: keyof Dates) => ({
    type: 'date',
    label: words.range[end],
    required: true,
    withAsterisk: false,
    value: dates[end],
    onChange: ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) => {
      setReversed(false);
      setDates({ ...dates, [end]: value });
    },
  });
  return (
    <form className="form" onSubmit={submit}>
      <TextInput data-autofocus {...field('from')} />
      <TextInput {...field('to')} error={isReversed && words.range.reversed} />
      <div className="dialog-foot">
        <Button onClick={close}>{words.cancel}</Button>
        <Button type="submit" variant="filled">
          {words.range.show}
        </Button>
      </div>
    </form>
  );
}
