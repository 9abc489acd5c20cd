import type { RefusalCode } from '../../src/kernel/refusal.ts';
import type { Purchase, Reseller } from './resellers.ts';

/** What an id names: how to get one that is there, and the refusal of one that is not. */
export type Kind = {
  missing: RefusalCode;
  /** Whether each account has its own. */
  isOwned: boolean;
  make(reseller: Reseller, sale: () => Promise<Purchase>): Promise<string>;
};
