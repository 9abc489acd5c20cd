import type { SupplierChange } from './simulator.ts';

/** What a simulated supplier has. */
type Changed = {
  outOfStock: Set<string>;
  setBalance(amount: number): void;
  setPrice(item: string, amount: number): void;
};

/** Changes what a supplier has, as its people would. Amounts are in its currency. */
export function changeSupplier(
  { outOfStock, setBalance, setPrice }: Changed,
  change: SupplierChange,
): void {
  if (change.balance !== undefined) setBalance(change.balance);
  for (const [item, amount] of Object.entries(change.prices ?? {})) setPrice(item, amount);
  if (!change.outOfStock) return;
  outOfStock.clear();
  for (const item of change.outOfStock) outOfStock.add(item);
}
