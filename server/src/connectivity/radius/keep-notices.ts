import { newId } from '../../kernel/ids.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { withRetry } from '../../platform/db/retry.ts';
import type { AccountingNotice } from './accounting-notice.ts';
import { type Growth, growSessions } from './growth-store.ts';
import { insertHappenings, type KeptHappening } from './happening-store.ts';
import { applyNotice, type Happening } from './session.ts';
import {
  endSessionsOf,
  insertSessions,
  type KeptSession,
  lockSessions,
  type SessionKey,
  updateSessions,
} from './session-store.ts';

/** An authentic notice, and from which client it came. */
export type ReceivedNotice = {
  notice: AccountingNotice;
  client: { id: string; carrier: string; country: string | null };
  address: string;
  receivedAt: Date;
};

const ATTEMPTS = 5;

class TakenMeanwhile extends Error {}

/** Keeps what notices say, in their order, in one transaction; then they can be acknowledged. */
export function keepNotices(db: Database, received: readonly ReceivedNotice[]): Promise<void> {
  return withRetry(() => db.transaction((tx) => keepIn(tx, received)), {
    attempts: ATTEMPTS,
    // Another process inserted one of the sessions first: now it is found and locked.
    mayRetry: (error) => error instanceof TakenMeanwhile,
  });
}

async function keepIn(tx: Tx, received: readonly ReceivedNotice[]): Promise<void> {
  const growths = findGrowths(received);
  const others = growths.length > 0 ? await growSessions(tx, growths) : new Set<number>();
  const grown = new Set(growths.map(({ place }) => place).filter((place) => !others.has(place)));
  if (grown.size === received.length) return;
  await applyNotices(
    tx,
    received.filter((_, place) => !grown.has(place)),
  );
}

/** Interim packets that are the first of their session, and before all that is said of a NAS. */
function findGrowths(received: readonly ReceivedNotice[]): Growth[] {
  const growths: Growth[] = [];
  const named = new Set<string>();
  for (const [place, { notice, client, address, receivedAt }] of received.entries()) {
    if (notice.sessionId === '') break;
    const { carrier } = client;
    const { status, subscriber, place: network } = notice;
    const name = nameOf({ carrier, ...notice });
    const isFirst = !named.has(name);
    named.add(name);
    if (!isFirst || status !== 'interim' || subscriber === null) continue;
    growths.push({
      id: newId(),
      place,
      carrier,
      nas: notice.nas,
      sessionId: notice.sessionId,
      subscriber,
      inputBytes: notice.inputBytes,
      outputBytes: notice.outputBytes,
      mcc: network?.mcc ?? null,
      mnc: network?.mnc ?? null,
      at: notice.at,
      receivedAt,
      clientId: client.id,
      address,
      country: client.country,
    });
  }
  return growths.sort(bySession);
}

/** Processes that keep packets of the same sessions must not wait for each other in a circle. */
function bySession(one: Growth, other: Growth): number {
  if (one.sessionId !== other.sessionId) return one.sessionId < other.sessionId ? -1 : 1;
  if (one.nas !== other.nas) return one.nas < other.nas ? -1 : 1;
  return one.carrier < other.carrier ? -1 : 1;
}

async function applyNotices(tx: Tx, received: readonly ReceivedNotice[]): Promise<void> {
  const happenings: KeptHappening[] = [];
  let ofSessions: ReceivedNotice[] = [];
  const flush = async () => {
    if (ofSessions.length > 0) happenings.push(...(await keepOfSessions(tx, ofSessions)));
    ofSessions = [];
  };
  for (const one of received) {
    if (one.notice.sessionId !== '') ofSessions.push(one);
    else {
      await flush();
      happenings.push(...(await keepOfNas(tx, one)));
    }
  }
  await flush();
  if (happenings.length > 0) await insertHappenings(tx, happenings);
}

type Group = { key: SessionKey; received: ReceivedNotice[]; known: KeptSession[] };

async function keepOfSessions(
  tx: Tx,
  received: readonly ReceivedNotice[],
): Promise<KeptHappening[]> {
  const groups = new Map<string, Group>();
  for (const one of received) {
    const { nas, sessionId } = one.notice;
    const key = { carrier: one.client.carrier, nas, sessionId };
    const group = groups.get(nameOf(key));
    if (group) group.received.push(one);
    else groups.set(nameOf(key), { key, received: [one], known: [] });
  }
  const keys = [...groups.values()].map(({ key }) => key);
  for (const one of await lockSessions(tx, keys)) groups.get(nameOf(one))?.known.push(one);

  const happenings: KeptHappening[] = [];
  const [added, changed]: [KeptSession[], KeptSession[]] = [[], []];
  for (const { known, received: own } of groups.values()) {
    const stored = [...known];
    for (const one of own) happenings.push(...apply(known, one));
    const isChanged = (session: KeptSession, place: number) => session !== stored[place];
    changed.push(...known.slice(0, stored.length).filter(isChanged));
    added.push(...known.slice(stored.length));
  }
  if (changed.length > 0) await updateSessions(tx, changed);
  if (added.length > 0 && (await insertSessions(tx, added)) < added.length) {
    throw new TakenMeanwhile();
  }
  return happenings;
}

/** Applies one notice to the sessions of its ID, in place. */
function apply(
  known: KeptSession[],
  { notice, client, address, receivedAt }: ReceivedNotice,
): KeptHappening[] {
  const { changed, happenings } = applyNotice(known, notice);
  const { carrier } = client;
  for (const session of changed) {
    const kept = { ...session, carrier, clientId: client.id, address };
    const place = known.findIndex(({ generation }) => generation === session.generation);
    known.splice(place < 0 ? known.length : place, 1, kept);
  }
  const [session] = changed.slice(-1);
  return happenings.map((one) => ({
    ...toRow(one, { client, receivedAt }),
    nas: notice.nas,
    sessionId: notice.sessionId,
    generation: session?.generation ?? 0,
    subscriber: session?.subscriber ?? notice.subscriber,
  }));
}

async function keepOfNas(
  tx: Tx,
  { notice, client, receivedAt }: ReceivedNotice,
): Promise<KeptHappening[]> {
  const { nas, at } = notice;
  const status = notice.status === 'on' ? 'on' : 'off';
  const ended = await endSessionsOf(tx, { carrier: client.carrier, nas, status, at });
  const detach: Happening = { kind: 'detach', bytes: 0n, place: null, fromAt: at, toAt: at };
  return ended
    .filter(({ wasEnded }) => !wasEnded)
    .map(({ sessionId, generation, subscriber }) => ({
      ...toRow(detach, { client, receivedAt }),
      nas,
      sessionId,
      generation,
      subscriber,
    }));
}

/** A clock of a NAS that is ahead counts as ours. */
function toRow(
  { kind, bytes, place, fromAt, toAt }: Happening,
  { client, receivedAt }: Pick<ReceivedNotice, 'client' | 'receivedAt'>,
) {
  return {
    id: newId(),
    kind,
    bytes,
    carrier: client.carrier,
    mcc: place?.mcc ?? null,
    mnc: place?.mnc ?? null,
    country: place ? null : client.country,
    fromAt: fromAt < receivedAt ? fromAt : receivedAt,
    toAt: toAt < receivedAt ? toAt : receivedAt,
  };
}

function nameOf({ carrier, nas, sessionId }: SessionKey): string {
  return `${carrier}\n${nas}\n${sessionId}`;
}
