import type { Package } from '../../commerce/activations/index.ts';
import { WORDS, type Words } from './words/index.ts';

/** The states that a traveller is shown; refunded and failed packages are not theirs. */
export type ShownState = keyof Words['states'];

export function isShown({ state }: Package): boolean {
  return state in WORDS.en.states;
}

/** Returns whether a package has ended: used up or expired. */
export function isOver({ state }: Package): boolean {
  return state === 'DEPLETED' || state === 'EXPIRED';
}

/** Returns whether a package can be used, now or later. */
export function isCurrent(item: Package): boolean {
  return isShown(item) && !isOver(item);
}
