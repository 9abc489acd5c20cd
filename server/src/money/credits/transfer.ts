/** The four ledger accounts of an account; `credits` is the prepaid balance. */
export const LEDGER_CODES = ['credits', 'sales', 'funding', 'adjustments'] as const;
type LedgerCode = (typeof LEDGER_CODES)[number];

export type TransferType =
  | 'credit_purchase'
  | 'auto_top_up'
  | 'activation'
  | 'refund'
  | 'stock_purchase'
  | 'adjustment'
  | 'sandbox_credit';

/** `posted` moves money, `pending` reserves it, `post` and `void` end the pending one they name. */
type TransferKind = 'posted' | 'pending' | 'post' | 'void';

/** One movement of money between two ledger accounts of one account; amounts in cents. */
export type TransferDraft = {
  kind: TransferKind;
  type: TransferType;
  debit: LedgerCode;
  credit: LedgerCode;
  amountMinor: bigint;
  pendingSequence?: bigint;
  /** When a pending transfer is released by itself; without it, never. */
  expiresAt?: Date;
  activatedItemId?: string;
  purchaseId?: string;
  description: string;
  createdAt: Date;
};

/** The credits row under lock: the posted and held amounts, and the last transfer's number. */
export type LockedCredits = {
  postedMinor: bigint;
  heldMinor: bigint;
  lastSequence: bigint;
  /** Crossing a mark queues a job; see `setCreditMark`. */
  alertMarkMinor: bigint | null;
  topUpMarkMinor: bigint | null;
  /** Whether an automatic top-up is pending. */
  topUpPending: boolean;
  /** How far below zero the account may buy. */
  limitMinor: bigint;
};

/** What an account can still pay, in cents: its available credits and its credit limit. */
export type Payable = { payableMinor: bigint; limitMinor: bigint; topUpPending: boolean };

/** Returns the available credits in cents: posted credits less held ones. */
export function spendable(credits: Pick<LockedCredits, 'postedMinor' | 'heldMinor'>): bigint {
  return credits.postedMinor - credits.heldMinor;
}

/** Returns what the account can pay: available credits, and its limit below zero. */
export function payableOf(credits: LockedCredits): Payable {
  const { limitMinor, topUpPending } = credits;
  return { payableMinor: spendable(credits) + limitMinor, limitMinor, topUpPending };
}

export type LedgerDelta = {
  code: LedgerCode;
  postedDebits: bigint;
  postedCredits: bigint;
  pendingDebits: bigint;
  pendingCredits: bigint;
};

const POSTED_SIGN: Record<TransferKind, bigint> = { posted: 1n, pending: 0n, post: 1n, void: 0n };
const PENDING_SIGN: Record<TransferKind, bigint> = {
  posted: 0n,
  pending: 1n,
  post: -1n,
  void: -1n,
};

/** Returns the sums that the drafts add to the totals, one delta for each ledger account. */
export function deltasOf(drafts: readonly TransferDraft[]): LedgerDelta[] {
  const deltas = new Map<LedgerCode, LedgerDelta>();
  for (const draft of drafts) {
    const posted = POSTED_SIGN[draft.kind] * draft.amountMinor;
    const pending = PENDING_SIGN[draft.kind] * draft.amountMinor;
    const debit = deltaFor(deltas, draft.debit);
    debit.postedDebits += posted;
    debit.pendingDebits += pending;
    const credit = deltaFor(deltas, draft.credit);
    credit.postedCredits += posted;
    credit.pendingCredits += pending;
  }
  return [...deltas.values()];
}

/** Returns the change of the balance: negative for a sale, positive for a refund. */
function creditsMoved(draft: TransferDraft): bigint {
  const amount = POSTED_SIGN[draft.kind] * draft.amountMinor;
  if (draft.credit === 'credits') return amount;
  return draft.debit === 'credits' ? -amount : 0n;
}

/** Returns the balance after each draft. */
export function balancesAfter(postedMinor: bigint, drafts: readonly TransferDraft[]): bigint[] {
  let balance = postedMinor;
  return drafts.map((draft) => {
    balance += creditsMoved(draft);
    return balance;
  });
}

function deltaFor(deltas: Map<LedgerCode, LedgerDelta>, code: LedgerCode): LedgerDelta {
  const existing = deltas.get(code);
  if (existing) return existing;
  const fresh = {
    code,
    postedDebits: 0n,
    postedCredits: 0n,
    pendingDebits: 0n,
    pendingCredits: 0n,
  };
  deltas.set(code, fresh);
  return fresh;
}
