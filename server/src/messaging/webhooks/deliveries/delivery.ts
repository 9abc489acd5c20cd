export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** A message to one endpoint; its ID is the `webhook-id` of every attempt. */
export type Delivery = {
  id: string;
  /** The name of the endpoint. */
  event: string;
  /** The type of the event, at an endpoint with an ID. */
  type: string | null;
  url: string;
  status: DeliveryStatus;
  createdAt: Date;
  nextAttemptAt: Date | null;
};

export type Attempt = {
  at: Date;
  httpStatus: number | null;
  error: string | null;
  durationMs: number;
  response: string;
};

export type DeliveryDetail = Delivery & { body: string; attempts: Attempt[] };

/** Returns when an ID was made, which is the delivery's `created_at`. */
export function madeAt(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

/** Returns the lowest ID that can be made at this moment. */
export function firstIdAt(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Returns a delivery as lists show it. */
export function showDelivery({ id, event, type, url, status, createdAt, nextAttemptAt }: Delivery) {
  return {
    id,
    event,
    type,
    url,
    status,
    createdAt: createdAt.toISOString(),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
  };
}

/** Returns a delivery with its body and every attempt, oldest first. */
export function showDetail(delivery: DeliveryDetail) {
  return {
    ...showDelivery(delivery),
    body: JSON.parse(delivery.body) as unknown,
    attempts: delivery.attempts.map(({ at, ...rest }) => ({ at: at.toISOString(), ...rest })),
  };
}
