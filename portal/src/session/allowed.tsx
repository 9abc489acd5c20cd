import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ComponentPropsWithoutRef } from 'react';
import { useWords } from '../words/language.tsx';
import { may, type Operation, useSession } from './session.ts';
import { sessionWords } from './words.ts';

type Props = ButtonProps &
  Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> & { calls: Operation };

/** A button of an operation: disabled, with the reason, for whom the API would refuse it. */
export function AllowedButton({ calls, ...button }: Props) {
  const why = useWhyNot(calls);
  if (!why) return <Button {...button} />;
  return (
    <Tooltip label={why}>
      <Button
        {...button}
        onClick={(event) => event.preventDefault()}
        type="button"
        variant="default"
        data-disabled
        aria-disabled="true"
        aria-description={why}
        leftSection={<IconLock size={14} stroke={1.5} />}
      />
    </Tooltip>
  );
}

/** Why this person may not do it; undefined when nothing forbids it. */
export function useWhyNot(operation: Operation): string | undefined {
  const session = useSession();
  const { roles, notAllowed } = useWords(sessionWords);
  if (may(session, operation)) return undefined;
  return notAllowed(session.role ? roles[session.role] : '');
}
