import { Button } from '@mantine/core';
import { useWords } from '../../words/language.tsx';
import { Empty } from '../empty.tsx';
import { partWords } from '../words.ts';

/** The state of a list whose filters match nothing. */
export function NoMatches({ clear }: { clear: () => void }) {
  const words = useWords(partWords);
  return (
    <Empty title={words.noMatches} action={<Button onClick={clear}>{words.clearFilters}</Button>}>
      {words.noMatchesText}
    </Empty>
  );
}
