import { type Gigastore, GigastoreError, isGigastoreError } from 'gigastore';
import type { Journal } from './journal.ts';
import type { Known, Order, Unit } from './orders.ts';
import { type Plan, planOrder } from './plan.ts';
import type { Settings } from './settings.ts';
import { writeLinks } from './shopify.ts';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ja', 'zh', 'ar'] as const;
/** With these, a repetition of the same request will be refused as well. */
const FINAL_STATUSES = [400, 403, 404, 422];

export type Parts = { store: Gigastore; journal: Journal; settings: Settings };
type Work = Parts & { orderId: string; known: Known };

/**
 * Does what is due for an order. Throws the first failure, after it has tried all other parts, so
 * that one unit does not keep another from its turn.
 */
export async function reconcileOrder(parts: Parts, orderId: string): Promise<void> {
  const known = parts.journal.known.get(orderId);
  if (!known?.order) return;
  const work = { ...parts, orderId, known };
  const failures: unknown[] = [];
  const attempt = async (step: Promise<void>) => {
    await step.catch((error) => failures.push(error));
  };
  const plan = () => planOrder(known, Date.now());
  for (const name of plan().cancel) await keep(work, name, { state: 'cancelled' });
  for (const name of plan().sell) await attempt(sell(work, known.order, name));
  for (const name of plan().look) await attempt(lookUp(work, name));
  for (const refund of plan().refunds) await attempt(giveBack(work, refund));
  for (const name of plan().mail) await attempt(mail(work, known.order, name));
  const { links } = plan();
  if (links !== undefined) await attempt(note(work, links));
  if (failures.length > 0) throw failures[0];
}

/** What is sent is kept before it is sent: a repetition is the same request under the same key. */
async function sell(work: Work, order: Order, name: string): Promise<void> {
  const { store } = work;
  const unit = work.known.units.get(name) ?? (await begin(work, order, name));
  const body = unit.body as NonNullable<Unit['body']>;
  try {
    const sale = await store.customers.register(body, { idempotencyKey: body.metatag });
    await keepSale(work, name, { package: sale.activatedItem, esim: sale.esimProfile });
  } catch (error) {
    const isFinal = error instanceof GigastoreError && FINAL_STATUSES.includes(error.status);
    if (isFinal) await keep(work, name, { state: 'refused' });
    throw error;
  }
}

async function begin(work: Work, { id, email, lines }: Order, name: string): Promise<Unit> {
  const sku = lines.find((line) => name.startsWith(`${line.id}-`))?.sku ?? '';
  const body = {
    inventoryItemId: work.settings.items[sku] ?? '',
    metatag: keyOf(work.settings, { orderId: id, name }),
    ...(email ? { customerEmail: email } : {}),
  };
  await keep(work, name, { state: 'selling', body, startedAt: Date.now() });
  return work.known.units.get(name) as Unit;
}

/** The line is the key, so that another delivery, and a restart, repeat the same sale. */
function keyOf({ shop }: Settings, { orderId, name }: { orderId: string; name: string }): string {
  return `shopify-${shop.domain.split('.')[0]}-${orderId}-${name}`;
}

type Sold = {
  package: { uid: string; state: string };
  esim: { iccid: string; installationUrl: string } | null | undefined;
};

async function keepSale(work: Work, name: string, { package: item, esim }: Sold): Promise<void> {
  const packageUid = item.uid;
  if (item.state === 'FAILED') return keep(work, name, { state: 'failed', packageUid });
  if (item.state === 'REFUNDED') return keep(work, name, { state: 'refunded', packageUid });
  if (item.state === 'PENDING' || !esim) {
    await keep(work, name, { state: 'pending', packageUid });
    throw new Undelivered();
  }
  const { iccid, installationUrl } = esim;
  return keep(work, name, { state: 'sold', packageUid, iccid, installationUrl });
}

/** The supplier has not delivered: the order is processed again later. */
class Undelivered extends Error {
  readonly code = 'not_delivered';
}

async function lookUp(work: Work, name: string): Promise<void> {
  const found = await work.store.packages.get(work.known.units.get(name)?.packageUid ?? '');
  await keepSale(work, name, { package: found.activatedItem, esim: found.relatedEsims[0] });
}

/** Refunds the last units of a line first, and skips units that were used. */
async function giveBack(work: Work, { units, count }: Plan['refunds'][number]): Promise<void> {
  let left = count;
  const refused: string[] = [];
  for (const name of units) {
    const isBegun = work.known.units.get(name)?.state === 'refunding';
    if (left < 1 && !isBegun) break;
    if (!isBegun) await keep(work, name, { state: 'refunding' });
    const isRefunded = await refund(work, name);
    await keep(work, name, { state: isRefunded ? 'refunded' : 'sold' });
    if (isRefunded) left -= 1;
    else refused.push(name);
  }
  for (const name of refused.slice(0, Math.max(0, left))) {
    await keep(work, name, { state: 'kept' });
  }
}

/** Returns false if the store will not refund the package, such as one that was used. */
async function refund({ store, orderId, known }: Work, name: string): Promise<boolean> {
  const { packageUid = '', body } = known.units.get(name) as Unit;
  const options = { idempotencyKey: `${body?.metatag}-refund` };
  try {
    await store.packages.refund(packageUid, { reason: `Shopify order ${orderId}` }, options);
    return true;
  } catch (error) {
    if (isGigastoreError(error, 'already_refunded')) return true;
    const isBusy = isGigastoreError(error, 'idempotency_key_in_progress');
    if (error instanceof GigastoreError && error.status === 409 && !isBusy) return false;
    throw error;
  }
}

async function mail(work: Work, { email, locale }: Order, name: string): Promise<void> {
  const { iccid = '', body } = work.known.units.get(name) as Unit;
  const language = LANGUAGES.find((one) => one === locale?.split('-')[0]?.toLowerCase());
  const input = { ...(email ? { email } : {}), ...(language ? { language } : {}) };
  const options = { idempotencyKey: `${body?.metatag}-mail` };
  await work.store.esims.sendInstallation(iccid, input, options);
  await keep(work, name, { isMailed: true });
}

async function note({ settings, journal, orderId }: Work, links: string): Promise<void> {
  await writeLinks(settings.shop, { orderId, links });
  await journal.add({ type: 'noted', orderId, links });
}

function keep({ journal, orderId }: Work, unit: string, changes: Partial<Unit>): Promise<void> {
  return journal.add({ type: 'unit', orderId, unit, changes });
}
