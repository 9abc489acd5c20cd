import { IconX } from '@tabler/icons-react';
import { useWords } from '../../words/language.tsx';
import { partWords } from '../words.ts';

/** Clears a filter. */
export function ClearButton({ name, clear }: { name: string; clear: () => void }) {
  const words = useWords(partWords);
  return (
    <button type="button" className="x" aria-label={words.clear(name)} onClick={clear}>
      <IconX size={14} stroke={1.5} />
    </button>
  );
}
