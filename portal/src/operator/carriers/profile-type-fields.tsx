import { ActionIcon, NumberInput, Switch, TextInput } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import type { Schemas } from '../../api/client.ts';
import { useWords } from '../../words/language.tsx';
import { smdpWords } from './smdp-words.ts';

export type TypeFields = {
  /** Tells the types of the form apart; it is not sent. */
  key: string;
  carrier: string;
  profileType: string;
  level: number | string;
  batchSize: number | string;
  first: string;
  last: string;
  confirmationCodes: boolean;
};

const ORDER = ['label', 'input', 'description', 'error'] as const;
const USUAL = { level: 100, batchSize: 50 };
const MOST_IN_BATCH = 1_000;

/** Returns the fields of a profile type, or of a new one. */
export function newProfileType(type?: Schemas['SmdpProfileType']): TypeFields {
  return {
    key: randomId(),
    carrier: type?.carrier ?? '',
    profileType: type?.profileType ?? '',
    level: type?.level ?? USUAL.level,
    batchSize: type?.batchSize ?? USUAL.batchSize,
    first: type?.iccids?.first ?? '',
    last: type?.iccids?.last ?? '',
    confirmationCodes: type?.confirmationCodes ?? false,
  };
}

type Props = {
  number: string;
  fieldOf: (name: keyof TypeFields, options?: { type: 'checkbox' }) => object;
  remove: () => void;
};

/** The fields of one profile type. */
export function ProfileTypeFields({ number, fieldOf, remove }: Props) {
  const words = useWords(smdpWords);
  return (
    <fieldset className="form" aria-label={words.type(number)}>
      <div className="row">
        <span className="grow strong s13">{words.type(number)}</span>
        <ActionIcon variant="subtle" aria-label={words.removeType(number)} onClick={remove}>
          <IconTrash size={16} stroke={1.5} />
        </ActionIcon>
      </div>
      <TextInput label={words.carrier} {...fieldOf('carrier')} />
      <TextInput label={words.profileType} {...fieldOf('profileType')} />
      <NumberInput
        label={words.level}
        description={words.levelHelp}
        inputWrapperOrder={[...ORDER]}
        min={0}
        allowDecimal={false}
        {...fieldOf('level')}
      />
      <NumberInput
        label={words.batchSize}
        min={1}
        max={MOST_IN_BATCH}
        allowDecimal={false}
        {...fieldOf('batchSize')}
      />
      <TextInput
        label={words.first}
        description={words.iccidHelp}
        inputWrapperOrder={[...ORDER]}
        {...fieldOf('first')}
      />
      <TextInput label={words.last} {...fieldOf('last')} />
      <Switch
        label={words.confirmationCodes}
        description={words.confirmationCodesHelp}
        {...fieldOf('confirmationCodes', { type: 'checkbox' })}
      />
    </fieldset>
  );
}
