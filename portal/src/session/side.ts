import { apiOf, type Mode } from '../api/client.ts';

const KEPT_AS = 'gigastore-side';

/** Returns the side that was open last, or the installation's default. */
export async function firstSide(): Promise<Mode> {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === 'live' || kept === 'sandbox') return kept;
  const { data } = await apiOf(undefined).calls.GET('/auth/sign-in-options');
  return data?.mode ?? 'live';
}

export function keepSide(mode: Mode): void {
  if (mode !== 'operator') localStorage.setItem(KEPT_AS, mode);
}
