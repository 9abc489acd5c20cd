import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { notCsv } from '../../api/not-csv.ts';
import { useQueries } from '../../api/use-api.tsx';

const TYPING_MS = 250;
const SHOWN = 50;
type Choice = { value: string; label: string };
type ChoiceProps = {
  label: string;
  description?: string;
  chosen: string[];
  choose: (ids: string[]) => void;
};

/** Several resellers, found by name or email. */
export function ResellerChoice(props: ChoiceProps) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, TYPING_MS);
  const { data } = useQueries().useQuery('get', '/operator/organizations', {
    params: { query: { limit: SHOWN, closed: false, ...(q && { q }) } },
  });
  const found = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return <Several {...props} typed={typed} type={setTyped} found={found} />;
}

/** Several data plans that are for sale, found by name. */
export function PlanChoice(props: ChoiceProps) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, TYPING_MS);
  const { data } = useQueries().useQuery('get', '/operator/data-plans', {
    params: { query: { limit: SHOWN, retired: false, ...(q && { q }) } },
  });
  const found = (notCsv(data)?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return <Several {...props} typed={typed} type={setTyped} found={found} />;
}

type SeveralProps = ChoiceProps & {
  typed: string;
  type: (text: string) => void;
  found: Choice[];
};

/** Several of a list that is searched on the server; what was chosen keeps its name. */
function Several({ label, description, chosen, choose, typed, type, found }: SeveralProps) {
  const [known, setKnown] = useState<Choice[]>([]);
  const others = known.filter(({ value }) => !found.some((one) => one.value === value));
  return (
    <MultiSelect
      label={label}
      {...(description && { description })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      searchable
      searchValue={typed}
      onSearchChange={type}
      filter={({ options }) => options}
      data={[...found, ...others.filter(({ value }) => chosen.includes(value))]}
      value={chosen}
      onChange={(ids) => {
        setKnown([...others, ...found]);
        choose(ids);
      }}
    />
  );
}
