import type { GigastoreEvent } from '../types.gen.ts';
import { type Delivery, type VerifyOptions, verifyWebhook, WebhookError } from './verify.ts';

const REMEMBERED = 10_000;

/** The deliveries that were handled. Keep them in your database, so that a restart forgets none. */
export interface SeenIds {
  has(id: string): boolean | Promise<boolean>;
  add(id: string): void | Promise<void>;
}

type EventOf<Type extends GigastoreEvent['type']> = Extract<GigastoreEvent, { type: Type }>;

/** What is known of a delivery beside its event. */
export interface Context {
  id: string;
  sentAt: Date;
}

/** A function for each type of event. */
export type EventHandlers = {
  [Type in GigastoreEvent['type']]?: (event: EventOf<Type>, context: Context) => unknown;
};

export interface ReceiverOptions extends VerifyOptions {
  /** Called for events of their type. If one throws, the store delivers the event again. */
  on?: EventHandlers;
  /** Called for every event that `on` has no function for. */
  onEvent?(event: GigastoreEvent, context: Context): unknown;
  /** A delivery whose ID is here was handled and is not handled again. By default the last 10,000. */
  seen?: SeenIds;
}

/** How to answer a delivery. */
export interface Receipt {
  status: number;
  /** Why it was not accepted. */
  error?: string;
}

/**
 * Returns a function that verifies a delivery, handles it once, and says how to answer: 204 if it is
 * handled (or was), 401 or 400 if it must not be believed, 500 if the handler failed.
 */
export function createReceiver(options: ReceiverOptions): (delivery: Delivery) => Promise<Receipt> {
  const { seen = recentIds() } = options;
  const running = new Map<string, Promise<void>>();
  return async (delivery) => {
    try {
      const { id, sentAt, body } = await verifyWebhook(delivery, options);
      // The same delivery may arrive twice at the same time.
      const work = running.get(id) ?? handleOnce(body, { id, sentAt });
      running.set(id, work);
      await work.finally(() => running.delete(id));
      return { status: 204 };
    } catch (error) {
      return receiptOf(error);
    }
  };

  async function handleOnce(event: GigastoreEvent, context: Context): Promise<void> {
    if (await seen.has(context.id)) return;
    const own = options.on?.[event.type] as ReceiverOptions['onEvent'];
    await (own ?? options.onEvent)?.(event, context);
    await seen.add(context.id);
  }
}

function receiptOf(error: unknown): Receipt {
  if (!(error instanceof WebhookError)) return { status: 500, error: 'The handler failed.' };
  if (error.code === 'body_was_parsed') return { status: 500, error: error.message };
  return { status: error.code === 'invalid_body' ? 400 : 401, error: error.message };
}

/** Remembers the last IDs, as long as the process runs. */
export function recentIds(limit = REMEMBERED): SeenIds {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id);
      const [oldest] = ids;
      if (ids.size > limit && oldest !== undefined) ids.delete(oldest);
    },
  };
}
