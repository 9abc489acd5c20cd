import { Link } from '@tanstack/react-router';
import { useWords } from '../../words/language.tsx';
import { operationsWords } from './words.ts';

type Props = { organizationId: string | null; organizationName: string | null; mode?: string };

/** The name of a reseller, as a link to its page. */
export function Whose({ organizationId, organizationName, mode }: Props) {
  const words = useWords(operationsWords);
  if (organizationId === null) return <span className="t3">{words.platform}</span>;
  return (
    <>
      <Link
        className="link"
        to="/$mode/resellers"
        params={{ mode: 'operator' }}
        search={{ open: organizationId }}
      >
        {organizationName}
      </Link>
      {mode === 'sandbox' && <span className="t3 small"> {words.sandbox}</span>}
    </>
  );
}
