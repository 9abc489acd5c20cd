import type { Order, Refund } from './orders.ts';

/** The fields of Shopify's bodies that the bridge reads. */
type OrderPayload = {
  id: number;
  email?: string | null;
  contact_email?: string | null;
  customer_locale?: string | null;
  line_items?: { id: number; sku?: string | null; title?: string; quantity?: number }[];
  refunds?: RefundPayload[];
};
type RefundPayload = {
  id: number;
  order_id?: number;
  refund_line_items?: { line_item_id: number; quantity?: number }[];
};

/** Returns the order with the lines that are eSIMs; undefined if the body is no order. */
export function readOrder(body: unknown, items: Record<string, string>): Order | undefined {
  if (!hasId(body)) return undefined;
  const payload = body as OrderPayload;
  const esims = (payload.line_items ?? []).filter(({ sku }) => Object.hasOwn(items, sku ?? ''));
  const lines = esims.map(({ id, sku, title, quantity }) => ({
    id: String(id),
    sku: sku ?? '',
    name: title ?? sku ?? '',
    quantity: quantity ?? 0,
  }));
  const id = String(payload.id);
  return {
    id,
    email: payload.email || payload.contact_email || null,
    locale: payload.customer_locale ?? null,
    lines,
    refunds: (payload.refunds ?? []).map((refund) => toRefund(refund, id)),
  };
}

/** Returns the refund; undefined if the body is none. */
export function readRefund(body: unknown): Refund | undefined {
  if (!hasId(body)) return undefined;
  const payload = body as RefundPayload;
  return hasId({ id: payload.order_id }) ? toRefund(payload, String(payload.order_id)) : undefined;
}

function toRefund({ id, refund_line_items = [] }: RefundPayload, orderId: string): Refund {
  const lines = refund_line_items.map(({ line_item_id, quantity }) => ({
    id: String(line_item_id),
    quantity: quantity ?? 0,
  }));
  return { id: String(id), orderId, lines };
}

/** IDs of Shopify are numbers that JavaScript keeps exactly. */
function hasId(body: unknown): boolean {
  const { id } = (typeof body === 'object' && body !== null ? body : {}) as { id?: unknown };
  return Number.isSafeInteger(id);
}
