export type ReversalReason = 'refunded' | 'dispute_lost';
