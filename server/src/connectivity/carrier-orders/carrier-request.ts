/** What can be asked of a supplier about an eSIM that it delivered. */
export const REQUEST_VERBS = ['cancel', 'suspend', 'resume', 'sms'] as const;
export type RequestVerb = (typeof REQUEST_VERBS)[number];

/**
 * WAITING until a worker asks, ASKING meanwhile; then DONE, REFUSED by the supplier or because it
 * cannot do it, or UNKNOWN if the answer to what must not be asked twice was lost.
 */
export const REQUEST_STATES = ['WAITING', 'ASKING', 'DONE', 'REFUSED', 'UNKNOWN'] as const;
type RequestState = (typeof REQUEST_STATES)[number];

export type CarrierRequest = {
  accountId: string;
  id: string;
  orderId: string;
  carrier: string;
  verb: RequestVerb;
  /** Of a text message. */
  message: string | null;
  state: RequestState;
  /** Of a cancelled eSIM: the money came back, did not, was asked for, or was declined. */
  outcome: 'refunded' | 'revoked' | 'requested' | 'declined' | null;
  /** The supplier's number of a refund that it was asked for. */
  supplierRequest: string | null;
  returnedTenThousandths: bigint | null;
  returnedCurrency: string | null;
  detail: string | null;
  createdAt: Date;
  endedAt: Date | null;
  /** When a person recorded what the supplier decided about a refund, and what else it said. */
  settledAt: Date | null;
  settledNote: string | null;
  /** Whether the supplier has still to say what becomes of a refund. */
  isRefundOpen: boolean;
};

/** The refunds that a supplier has still to decide about. */
export type OpenRefunds = { carrier: string; count: number; since: Date };

/** A request that a worker holds under a lease, with the eSIM that it is about. */
export type LeasedRequest = CarrierRequest & {
  lease: string;
  /** Whether another worker had it, which may have asked. */
  wasAsked: boolean;
  iccid: string;
  profileId: string;
  /** Null if the order delivered a spare eSIM, which another order brought. */
  item: string | null;
  costTenThousandths: bigint | null;
  costCurrency: string | null;
};
