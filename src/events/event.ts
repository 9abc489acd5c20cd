/** Facts that an account can be told (contract section 6, names of the common shape). */
export type EventType =
  | 'package.purchased'
  | 'package.activated'
  | 'package.depleted'
  | 'package.expiring'
  | 'package.expired'
  | 'package.refunded'
  | 'esim.status_changed'
  | 'esim.country_changed'
  | 'esim.replaced'
  | 'balance.low'
  | 'credits.low'
  | 'credits.added'
  | 'credits.auto_top_up_failed'
  | 'price.changed';

/** A fact to record; `body` carries ids and numbers, never a customer's e-mail or address. */
export type EventDraft = { type: EventType; body: Record<string, unknown>; createdAt: Date };
