import { Select } from '@mantine/core';
import { useWords } from '../../words/language.tsx';
import { catalogueWords } from './catalogue-words.ts';

const POLICIES = ['cheapest', 'preferred'] as const;
export type Policy = (typeof POLICIES)[number];

type Props = { carrier: string; value: Policy; onChange: (next: Policy) => void };

/** Chooses where plans that an import makes order from. */
export function NewPlanPolicy({ carrier, value, onChange }: Props) {
  const words = useWords(catalogueWords);
  return (
    <Select
      label={words.policy}
      description={words.policyHelp}
      allowDeselect={false}
      data={POLICIES.map((one) => ({ value: one, label: words.policies[one](carrier) }))}
      value={value}
      onChange={(next) => onChange(POLICIES.find((one) => one === next) ?? value)}
    />
  );
}
