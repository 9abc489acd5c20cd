import type { SeenProfile, Sighting, UsageSource } from '../../connectivity/esims/index.ts';
import type { EventDraft } from '../../messaging/events/index.ts';

/** A profile used data from a moment to another, on a network of a country if that is known. */
type Seen = {
  from: Date;
  until: Date;
  source: UsageSource;
  country: string | undefined;
  mcc?: string;
  mnc?: string;
};

type Track = { sighting: Sighting; lastSeenAt: Date | null; country: string | null };

export type Sightings = {
  note(profile: SeenProfile, seen: Seen): void;
  /** Returns one for each profile. */
  all(): Sighting[];
  /**
   * Returns, for each profile that came to another country, since when it was no longer in the one
   * before.
   */
  left(): Map<string, Date>;
};

/**
 * Follows where profiles are seen during a batch. What was seen last decides the country, whatever
 * the order of the reports: only a sighting that ends later than all others can change it, and it
 * is recorded as an event.
 */
export function createSightings(facts: EventDraft[]): Sightings {
  const tracks = new Map<string, Track>();
  const left = new Map<string, Date>();

  function note(profile: SeenProfile, seen: Seen): void {
    const track = tracks.get(profile.id) ?? follow(profile, seen);
    const { sighting, lastSeenAt, country } = track;
    const { until: asOf, source } = seen;
    if (!sighting.used || sighting.used.asOf < asOf) sighting.used = { asOf, source };
    if (seen.from.getTime() < sighting.from.getTime()) sighting.from = seen.from;
    if (lastSeenAt && seen.until.getTime() <= lastSeenAt.getTime()) return;
    track.lastSeenAt = seen.until;
    sighting.until = seen.until;
    if (seen.country === undefined) return;
    if (country === seen.country && seen.mcc === undefined) return;
    sighting.place = { country: seen.country, mcc: seen.mcc ?? null, mnc: seen.mnc ?? null };
    if (country === seen.country) return;
    track.country = seen.country;
    if (country !== null) left.set(profile.id, seen.from);
    facts.push(countryChanged(profile, { from: country, to: seen.country, at: seen.from }));
  }

  function follow(profile: SeenProfile, seen: Seen): Track {
    const track = newTrack(profile, seen);
    tracks.set(profile.id, track);
    return track;
  }

  return {
    note,
    all: () => [...tracks.values()].map(({ sighting }) => sighting),
    left: () => left,
  };
}

function newTrack({ id, lastSeenAt, currentCountry }: SeenProfile, seen: Seen): Track {
  const sighting = { profileId: id, from: seen.from, until: seen.until, place: null };
  return { sighting, lastSeenAt, country: currentCountry };
}

/** Returns the Country Change of docs/api-compatibility.md#webhooks; `from` is null at first. */
export function countryChanged(
  { imsi, iccid }: { imsi: string | null; iccid: string },
  { from, to, at }: { from: string | null; to: string; at: Date },
): EventDraft {
  const body = { imsi, iccid, previousCountry: from, newCountry: to };
  return { type: 'esim.country_changed', body, createdAt: at };
}
