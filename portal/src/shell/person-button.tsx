import { IconChevronDown } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import { useSession } from '../session/session.ts';
import { sessionWords } from '../session/words.ts';
import { initials } from '../words/initials.ts';
import { useWords } from '../words/language.tsx';

export function PersonButton(props: ComponentPropsWithRef<'button'>) {
  const { roles } = useWords(sessionWords);
  const { person, role } = useSession();
  return (
    <button type="button" {...props} className="who">
      <span className="ava" aria-hidden="true">
        {initials(person.name)}
      </span>
      <span className="grow cut">
        <span className="strong">{person.name}</span>
        <br />
        <span className="t3 small">{role && roles[role]}</span>
      </span>
      <IconChevronDown className="i" size={14} stroke={1.5} />
    </button>
  );
}
