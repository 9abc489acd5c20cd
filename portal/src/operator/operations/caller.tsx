import type { Schemas } from '../../api/client.ts';
import { useWords } from '../../words/language.tsx';
import { operationsWords } from './words.ts';

type Props = { who: Schemas['WhoCalled']; show: (id: string) => void };

/** A person or an API key, as a button that filters the list by it. */
export function Caller({ who: { kind, id, name }, show }: Props) {
  const words = useWords(operationsWords);
  const text = name ?? id ?? words.kinds[kind];
  if (id === null) return <span>{text}</span>;
  return (
    <>
      <button type="button" className="link" onClick={() => show(id)}>
        {text}
      </button>{' '}
      <span className="t3 small">{words.kinds[kind]}</span>
    </>
  );
}
