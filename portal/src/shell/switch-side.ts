import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { Mode } from '../api/client.ts';
import { placeOf } from '../routes/place.ts';

/** To the other account, on the same kind of page: what is open here is not there. */
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
