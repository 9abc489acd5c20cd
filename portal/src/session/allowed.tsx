import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useWords } from '../words/language.tsx';
import type { PlainButtonProps } from './plain-button.ts';
import { may, type Operation, useSession } from './session.ts';
import { sessionWords } from './words.ts';

const RefusedButton = lazy(() => import('./refused-button.tsx'));

export type AllowedButtonProps = PlainButtonProps & { calls: Operation };

/** The button of an operation; disabled with the reason if the API would refuse this person. */
export function AllowedButton({ calls, ...button }: AllowedButtonProps) {
  const why = useWhyNot(calls);
  if (!why) return <Button {...button} />;
  return (
    <Suspense>
      <RefusedButton {...button} why={why} />
    </Suspense>
  );
}

/** Returns why this person may not call the operation; undefined if they may. */
export function useWhyNot(operation: Operation): string | undefined {
  const session = useSession();
  const { roles, notAllowed } = useWords(sessionWords);
  if (may(session, operation)) return undefined;
  return notAllowed(session.role ? roles[session.role] : '');
}
