import type { Mode, Schemas } from '../../api/client.ts';

type Result = Schemas['SearchResults']['items'][number];
const KEPT = 6;

/** Kept for this tab only, so that customers' addresses do not outlast the visit. */
const keyOf = (mode: Mode, personId: string) => `gigastore-recent-${mode}-${personId}`;

/** Returns what this person opened from the finder, newest first. */
export function readRecent(mode: Mode, personId: string): Result[] {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(mode, personId)) ?? '[]') as Result[];
  } catch {
    return [];
  }
}

export function keepRecent(mode: Mode, personId: string, result: Result): void {
  const others = readRecent(mode, personId).filter(({ id }) => id !== result.id);
  const kept = [result, ...others].slice(0, KEPT);
  sessionStorage.setItem(keyOf(mode, personId), JSON.stringify(kept));
}
