export const TIMELINE_KINDS = [
  'purchase',
  'activation',
  'refund',
  'installation',
  'replacement',
  'network',
  'usage',
  'alert',
  'webhook',
  'mail',
  'ticket',
  'note',
  'change',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Something that happened to a customer; `data` depends on the kind. */
export type TimelineEntry = {
  at: Date;
  kind: TimelineKind;
  /** The ID of the package, delivery, note …; unique together with the kind and the time. */
  id: string;
  /** Who did it, if a key, a person or the platform did. */
  actor: { kind: string; id: string; name: string | null } | null;
  data: Record<string, unknown>;
};

/** Returns the entry as the API shows it. */
export function showTimelineEntry({ at, ...rest }: TimelineEntry) {
  return { at: at.toISOString(), ...rest };
}

/** Compares two entries: the newest first, and entries of one moment in a fixed order. */
export function byTimeDescending(one: TimelineEntry, other: TimelineEntry): number {
  return other.at.getTime() - one.at.getTime() || (keyOf(other) < keyOf(one) ? -1 : 1);
}

/** Returns what orders entries of one moment. */
export function keyOf({ kind, id }: Pick<TimelineEntry, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}
