import { useEffect, useSyncExternalStore } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useSession } from '../../session/session.ts';

type Ticket = Pick<Schemas['TicketSummary'], 'id' | 'status' | 'updatedAt'>;
const CHANGED = 'gigastore:tickets-read';
const KEPT = 200;

const keyOf = (personId: string) => `gigastore-read-tickets-${personId}`;
const read = (personId: string) => localStorage.getItem(keyOf(personId)) ?? '{}';

/** Returns whether the platform's last reply is unread in this browser. */
export function useIsUnread(): (ticket: Ticket) => boolean {
  const { person } = useSession();
  const text = useSyncExternalStore(subscribe, () => read(person.id));
  const seen = JSON.parse(text) as Record<string, string>;
  return ({ id, status, updatedAt }) => status === 'waiting' && seen[id] !== updatedAt;
}

/** Marks the ticket as read. */
export function useMarkRead(ticket: Ticket | undefined): void {
  const { person } = useSession();
  useEffect(() => {
    if (!ticket) return;
    const seen = JSON.parse(read(person.id)) as Record<string, string>;
    if (seen[ticket.id] === ticket.updatedAt) return;
    const { [ticket.id]: _, ...others } = seen;
    const next = [...Object.entries(others), [ticket.id, ticket.updatedAt]].slice(-KEPT);
    localStorage.setItem(keyOf(person.id), JSON.stringify(Object.fromEntries(next)));
    dispatchEvent(new Event(CHANGED));
  }, [ticket, person.id]);
}

function subscribe(notify: () => void): () => void {
  addEventListener(CHANGED, notify);
  addEventListener('storage', notify);
  return () => {
    removeEventListener(CHANGED, notify);
    removeEventListener('storage', notify);
  };
}
