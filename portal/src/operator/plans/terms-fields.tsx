import { Autocomplete, NumberInput, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { UNIT_BYTES } from '../../parts/data-terms.ts';
import { useFormat } from '../../words/format.ts';
import { useWords, type Words } from '../../words/language.tsx';

type Plan = Schemas['DataPlanSummary'];
type DataType = NonNullable<Plan['dataType']>;
type Body = Pick<Plan, 'sizeValue'> & {
  dataType: DataType;
  dailyBytes?: number;
  dayTimeZone?: string;
  fairUse?: NonNullable<Plan['fairUse']>;
};

/** How data may be used, as the form has it; sizes of a day are in the unit of the plan. */
export type TermsFields = {
  dataType: DataType;
  dayTimeZone: string;
  fairUseSize: number | string;
  fairUsePeriod: 'day' | 'total';
  fairUseKbps: number | string;
};
type Sized = { sizeValue: number | string; sizeUnit: Plan['sizeUnit'] };

export const NO_TERMS: TermsFields = {
  dataType: 'total',
  dayTimeZone: '',
  fairUseSize: '',
  fairUsePeriod: 'day',
  fairUseKbps: '',
};

/** Returns the fields of a plan; the size of a daily plan is that of a day. */
export function termsOf(plan: Plan): TermsFields & Pick<Sized, 'sizeValue'> {
  const { dataType = 'total', dailyBytes, dayTimeZone, fairUse, sizeUnit } = plan;
  const unit = UNIT_BYTES[sizeUnit];
  return {
    dataType,
    sizeValue: dailyBytes ? dailyBytes / unit : plan.sizeValue,
    dayTimeZone: dayTimeZone ?? '',
    fairUseSize: fairUse ? fairUse.bytes / unit : '',
    fairUsePeriod: fairUse?.period ?? 'day',
    fairUseKbps: fairUse?.speedKbps ?? '',
  };
}

/** Returns the size and the terms of a request; a daily plan has the data of all its days. */
export function toTerms(fields: TermsFields & Sized, validityDays: number | string): Body {
  const unit = UNIT_BYTES[fields.sizeUnit];
  const size = Number(fields.sizeValue);
  const isDaily = fields.dataType === 'daily';
  const { fairUseSize, fairUsePeriod: period, fairUseKbps } = fields;
  const hasFairUse = fairUseSize !== '' || fairUseKbps !== '';
  const bytes = Math.round(Number(fairUseSize) * unit);
  return {
    dataType: fields.dataType,
    sizeValue: isDaily ? Math.round(size * Number(validityDays) * 1000) / 1000 : size,
    ...(isDaily && { dailyBytes: Math.round(size * unit) }),
    ...(fields.dayTimeZone && { dayTimeZone: fields.dayTimeZone }),
    ...(hasFairUse && { fairUse: { bytes, period, speedKbps: Number(fairUseKbps) } }),
  };
}

const en = {
  use: 'Use of the data',
  uses: { total: 'One amount', daily: 'An amount a day', unlimited: 'Unlimited' },
  useHelp: {
    total: 'The data lasts until it is used up.',
    daily: 'Each day has its data; what is left of it ends with the day.',
    unlimited: 'The data has no end. It may become slower.',
  },
  size: { total: 'Data', daily: 'Data a day', unlimited: 'Nominal size' },
  inAll: (size: string) => `${size} in all days`,
  unit: 'Unit',
  nominal: 'Older clients show it in place of unlimited data.',
  days: 'Validity in days',
  daysHelp: { total: 'Empty: without an end.', terms: 'At most 366 days.' },
  zone: 'Time zone of a day',
  zoneHelp: 'Empty: a day starts every 24 hours from the activation.',
  fairUse: 'Slower after',
  fairUseHelp: 'Empty: never slower.',
  period: 'Counted',
  periods: { day: 'A day', total: 'In all' },
  speed: 'Speed after that',
};
const de: typeof en = {
  use: 'Nutzung der Daten',
  uses: { total: 'Eine Menge', daily: 'Eine Menge am Tag', unlimited: 'Unbegrenzt' },
  useHelp: {
    total: 'Die Daten reichen, bis sie aufgebraucht sind.',
    daily: 'Jeder Tag hat seine Daten; was davon übrig ist, endet mit dem Tag.',
    unlimited: 'Die Daten haben kein Ende. Sie können langsamer werden.',
  },
  size: { total: 'Daten', daily: 'Daten am Tag', unlimited: 'Nominelle Menge' },
  inAll: (size) => `${size} an allen Tagen`,
  unit: 'Einheit',
  nominal: 'Ältere Programme zeigen sie statt unbegrenzter Daten.',
  days: 'Gültigkeit in Tagen',
  daysHelp: { total: 'Leer: ohne Ende.', terms: 'Höchstens 366 Tage.' },
  zone: 'Zeitzone eines Tages',
  zoneHelp: 'Leer: Ein Tag beginnt alle 24 Stunden ab der Aktivierung.',
  fairUse: 'Langsamer nach',
  fairUseHelp: 'Leer: nie langsamer.',
  period: 'Gezählt',
  periods: { day: 'Am Tag', total: 'Insgesamt' },
  speed: 'Geschwindigkeit danach',
};
const termsFieldWords: Words<typeof en> = { en, de };

const UNITS = ['MB', 'GB', 'TB'] as const;
const ORDER = ['label', 'input', 'description', 'error'] as const;

type Sizes = TermsFields & Sized & { validityDays: number | string };
type Props<Fields> = { form: UseFormReturnType<Fields> };

/** How data may be used, how much of it there is, and for how long. */
export function SizeInputs<Fields extends Sizes>({ form }: Props<Fields>) {
  const words = useWords(termsFieldWords);
  const { dataType } = form.values;
  const isSingle = dataType === 'total';
  const required = { required: true, withAsterisk: false };
  return (
    <>
      <Select
        label={words.use}
        description={words.useHelp[dataType]}
        inputWrapperOrder={[...ORDER]}
        allowDeselect={false}
        data={choicesOf(words.uses)}
        {...form.getInputProps('dataType')}
      />
      <NumberInput
        label={words.size[dataType]}
        description={<SizeHelp of={form.values} />}
        inputWrapperOrder={[...ORDER]}
        {...required}
        min={0}
        {...form.getInputProps('sizeValue')}
        error={form.errors.sizeValue ?? form.errors.dailyBytes}
      />
      <Select
        label={words.unit}
        allowDeselect={false}
        data={UNITS}
        {...form.getInputProps('sizeUnit')}
      />
      <NumberInput
        label={words.days}
        description={isSingle ? words.daysHelp.total : words.daysHelp.terms}
        inputWrapperOrder={[...ORDER]}
        {...(!isSingle && required)}
        min={1}
        allowDecimal={false}
        {...form.getInputProps('validityDays')}
      />
    </>
  );
}

/** The data of all days, or for what a nominal size is there. */
function SizeHelp({ of }: { of: Sizes }) {
  const words = useWords(termsFieldWords);
  const format = useFormat();
  const { dataType, sizeValue, sizeUnit, validityDays } = of;
  if (dataType === 'unlimited') return words.nominal;
  const size = Number(sizeValue) * Number(validityDays);
  if (dataType === 'total' || size === 0) return null;
  return words.inAll(format.size({ sizeValue: size, sizeUnit }));
}

/** When a day starts, and when data becomes slower; only what the type of the data needs. */
export function TermsInputs<Fields extends TermsFields & Sized>({ form }: Props<Fields>) {
  const words = useWords(termsFieldWords);
  const { dataType, sizeUnit } = form.values;
  return (
    <>
      {dataType !== 'total' && (
        <Autocomplete
          label={words.zone}
          description={words.zoneHelp}
          inputWrapperOrder={[...ORDER]}
          data={Intl.supportedValuesOf('timeZone')}
          limit={20}
          {...form.getInputProps('dayTimeZone')}
        />
      )}
      <NumberInput
        label={words.fairUse}
        description={words.fairUseHelp}
        inputWrapperOrder={[...ORDER]}
        suffix={` ${sizeUnit}`}
        min={0}
        {...form.getInputProps('fairUseSize')}
        error={form.errors.fairUse ?? form.errors.fairUseSize}
      />
      {form.values.fairUseSize !== '' && (
        <>
          <Select
            label={words.period}
            allowDeselect={false}
            data={choicesOf(words.periods)}
            {...form.getInputProps('fairUsePeriod')}
          />
          <NumberInput
            label={words.speed}
            required
            withAsterisk={false}
            suffix=" kbit/s"
            min={1}
            allowDecimal={false}
            {...form.getInputProps('fairUseKbps')}
          />
        </>
      )}
    </>
  );
}

const choicesOf = <Name extends string>(names: Record<Name, string>) =>
  Object.entries<string>(names).map(([value, label]) => ({ value, label }));
