import { Autocomplete, NumberInput, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { UNIT_BYTES } from '../../parts/data-terms.ts';
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
    daily: 'The data above is for one day.',
    unlimited: 'The data above is a nominal size, which older clients show.',
  },
  zone: 'Time zone of a day',
  zoneHelp: 'Empty: a day starts every 24 hours from the activation.',
  fairUse: 'Slower after',
  fairUseHelp: 'In the unit above. Empty: never slower.',
  period: 'Counted',
  periods: { day: 'A day', total: 'In all' },
  speed: 'Speed after that, in kbit/s',
};
const de: typeof en = {
  use: 'Nutzung der Daten',
  uses: { total: 'Eine Menge', daily: 'Eine Menge am Tag', unlimited: 'Unbegrenzt' },
  useHelp: {
    total: 'Die Daten reichen, bis sie aufgebraucht sind.',
    daily: 'Die Daten oben gelten für einen Tag.',
    unlimited: 'Die Daten oben sind eine nominelle Menge, die ältere Programme zeigen.',
  },
  zone: 'Zeitzone eines Tages',
  zoneHelp: 'Leer: Ein Tag beginnt alle 24 Stunden ab der Aktivierung.',
  fairUse: 'Langsamer nach',
  fairUseHelp: 'In der Einheit oben. Leer: nie langsamer.',
  period: 'Gezählt',
  periods: { day: 'Am Tag', total: 'Insgesamt' },
  speed: 'Geschwindigkeit danach, in kbit/s',
};
const termsFieldWords: Words<typeof en> = { en, de };

const ORDER = ['label', 'input', 'description', 'error'] as const;

/** The fields of the terms; those that a single amount of data does not need are left out. */
export function TermsInputs<Fields extends TermsFields>({
  form,
}: {
  form: UseFormReturnType<Fields>;
}) {
  const words = useWords(termsFieldWords);
  const { dataType } = form.values;
  const choices = <Name extends string>(names: Record<Name, string>) =>
    Object.entries<string>(names).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Select
        label={words.use}
        description={words.useHelp[dataType]}
        inputWrapperOrder={[...ORDER]}
        allowDeselect={false}
        data={choices(words.uses)}
        {...form.getInputProps('dataType')}
      />
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
        min={0}
        {...form.getInputProps('fairUseSize')}
        error={form.errors.fairUse ?? form.errors.fairUseSize}
      />
      {form.values.fairUseSize !== '' && (
        <>
          <Select
            label={words.period}
            allowDeselect={false}
            data={choices(words.periods)}
            {...form.getInputProps('fairUsePeriod')}
          />
          <NumberInput
            label={words.speed}
            required
            withAsterisk={false}
            min={1}
            allowDecimal={false}
            {...form.getInputProps('fairUseKbps')}
          />
        </>
      )}
    </>
  );
}
