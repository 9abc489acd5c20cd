import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { Mode } from '../api/client.ts';
import { placeOf } from '../routes/place.ts';

/** Switches to the other account and the same page, without the open object. */
export function useSwitchSide(mode: Mode): () => void {
  const navigate = useNavigate();
  const page = useRouterState({ select: ({ location }) => location.pathname.split('/')[2] });
  return () => {
    if (mode === 'operator') return;
    const other = mode === 'live' ? 'sandbox' : 'live';
    const isThere = page && page !== 'simulator';
    void navigate(placeOf({ to: isThere ? `/${other}/${page}` : `/${other}` }));
  };
}
