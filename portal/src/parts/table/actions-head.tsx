import { useWords } from '../../words/language.tsx';
import { partWords } from '../words.ts';

/** The head of a column of actions, which only screen readers read. */
export function ActionsHead() {
  const words = useWords(partWords);
  return (
    <th>
      <span className="vh">{words.actions}</span>
    </th>
  );
}
