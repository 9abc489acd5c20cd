import type { Settings } from './settings.ts';

const TIMEOUT_MS = 20_000;
const SET_LINKS = `mutation($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { userErrors { field message } }
}`;

/** A refusal of Shopify, or no answer. */
class ShopifyError extends Error {
  readonly code = 'shopify_failed';
  readonly retryAfterMs: number | undefined;

  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Writes the links into the order, as its metafield `gigastore.esims`. The same again changes nothing. */
export async function writeLinks(
  { adminUrl, adminToken }: Settings['shop'],
  { orderId, links }: { orderId: string; links: string },
): Promise<void> {
  const ownerId = `gid://shopify/Order/${orderId}`;
  const field = { ownerId, namespace: 'gigastore', key: 'esims', type: 'json', value: links };
  const answer = await fetch(adminUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': adminToken },
    body: JSON.stringify({ query: SET_LINKS, variables: { metafields: [field] } }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: Error) => {
    throw new ShopifyError(error.message);
  });
  if (!answer.ok) {
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
    const wait = Number.isFinite(seconds) ? seconds * 1000 : undefined;
    throw new ShopifyError(`Shopify answers ${answer.status}.`, wait);
  }
  // Errors of GraphQL, such as too many calls, come with the status 200.
  const { errors, data } = (await answer.json()) as Answer;
  const found = [...(errors ?? []), ...(data?.metafieldsSet?.userErrors ?? [])];
  if (found.length > 0) throw new ShopifyError(found.map(({ message }) => message).join(' '));
}

type Answer = {
  errors?: { message: string }[];
  data?: { metafieldsSet?: { userErrors: { message: string }[] } };
};
