import type { RefusalCode } from '../../src/kernel/refusal.ts';
import type { Purchase, Reseller } from './resellers.ts';

/** The kind of object that an ID names: how to create one, and the refusal of an unknown ID. */
export type Kind = {
  missing: RefusalCode;
  /** Whether each account has its own. */
  isOwned: boolean;
  make(reseller: Reseller, sale: () => Promise<Purchase>): Promise<string>;
};
