/** The four places where an account's money can be; `credits` is what the reseller can spend. */
export const LEDGER_CODES = ['credits', 'sales', 'funding', 'adjustments'] as const;
export type LedgerCode = (typeof LEDGER_CODES)[number];

export type TransferType =
  | 'credit_purchase'
  | 'auto_top_up'
  | 'activation'
  | 'refund'
  | 'stock_purchase'
  | 'adjustment'
  | 'sandbox_credit';

/** `posted` moves money, `pending` reserves it, `post` and `void` end the pending one they name. */
export type TransferKind = 'posted' | 'pending' | 'post' | 'void';

/** One movement of money between two ledger accounts of one account; amounts in cents. */
export type TransferDraft = {
  kind: TransferKind;
  type: TransferType;
  debit: LedgerCode;
  credit: LedgerCode;
  amountMinor: bigint;
  pendingSequence?: bigint;
  activatedItemId?: string;
  purchaseId?: string;
  description: string;
  createdAt: Date;
};

/** The credits row under lock: what is posted, what of it is held, the last transfer's number. */
export type LockedCredits = {
  postedMinor: bigint;
  heldMinor: bigint;
  lastSequence: bigint;
  /** Falling below a mark is told by a job; see `markCredits`. */
  alertMarkMinor: bigint | null;
  topUpMarkMinor: bigint | null;
  /** An automatic top-up is on its way. */
  topUpPending: boolean;
};

/** What may still be spent, in cents: posted credits less those held for pending sales. */
export function spendable(books: Pick<LockedCredits, 'postedMinor' | 'heldMinor'>): bigint {
  return books.postedMinor - books.heldMinor;
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

/** What the drafts together add to each ledger account's totals, one delta a touched account. */
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

/** What the draft adds to the posted credits: negative for a sale, positive for a refund. */
export function creditsMoved(draft: TransferDraft): bigint {
  const amount = POSTED_SIGN[draft.kind] * draft.amountMinor;
  if (draft.credit === 'credits') return amount;
  return draft.debit === 'credits' ? -amount : 0n;
}

/** The posted credits after each draft in turn. */
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
