import type { Period } from './account-report.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const GRAIN_MS = { hour_of_all: HOUR_MS, hour: HOUR_MS, day: DAY_MS, day_by_metatag: DAY_MS };

/** By what sums are kept: hours or days, in UTC; of all packages, by group, by metatag too. */
type Grain = keyof typeof GRAIN_MS;

/** What a report groups and filters by: nothing, anything but metatags, or metatags as well. */
export type Detail = 'nothing' | 'groups' | 'metatags';

/** The finest sums that there are for each. */
const FINEST: Record<Detail, Grain> = {
  nothing: 'hour_of_all',
  groups: 'hour',
  metatags: 'day_by_metatag',
};

/** A part of a period whose sums are kept: from inclusive to exclusive. */
type Segment = { period: number; grain: Grain; from: Date; before: Date };

/** How a report is put together: from kept sums, and from packages where a period cuts a sum. */
type Segments = {
  kept: Segment[];
  /** The beginnings of the hours or days, `cutBy`, in which a period begins or ends. */
  cut: Date[];
  cutBy: 'hour' | 'day';
};

type Span = readonly [number, number];

/**
 * Returns the whole days and hours (UTC) of each period, and those that its boundaries cut: a
 * midnight of India is in the middle of an hour. By metatag only days are kept.
 */
export function segmentsOf(
  { periods, before }: { periods: readonly Period[]; before: Date },
  detail: Detail,
): Segments {
  const fine = FINEST[detail];
  const spans = periods.map(({ startsAt }, index): Span => {
    return [startsAt.getTime(), (periods[index + 1]?.startsAt ?? before).getTime()];
  });
  const kept = spans.flatMap((span, index) =>
    split(span, detail).flatMap(([grain, part]) => wholeOf(part, { period: index + 1, grain })),
  );
  const cuts = spans.flat().filter((moment) => moment % GRAIN_MS[fine] !== 0);
  const cut = [...new Set(cuts.map((moment) => floor(moment, fine)))];
  return {
    kept,
    cut: cut.map((moment) => new Date(moment)),
    cutBy: detail === 'metatags' ? 'day' : 'hour',
  };
}

/** Returns the part of a span that has whole hours or days, if there is one. */
function wholeOf([from, until]: Span, of: Pick<Segment, 'period' | 'grain'>): Segment[] {
  const [first, last] = [ceil(from, of.grain), floor(until, of.grain)];
  return first < last ? [{ ...of, from: new Date(first), before: new Date(last) }] : [];
}

/** Splits a span into hours, whole days, and hours, where both are kept. */
function split([from, until]: Span, detail: Detail): [Grain, Span][] {
  const [first, last] = [ceil(from, 'day'), floor(until, 'day')];
  if (detail !== 'groups' || first >= last) return [[FINEST[detail], [from, until]]];
  return [
    ['hour', [from, first]],
    ['day', [first, last]],
    ['hour', [last, until]],
  ];
}

function floor(moment: number, grain: Grain): number {
  return Math.floor(moment / GRAIN_MS[grain]) * GRAIN_MS[grain];
}

function ceil(moment: number, grain: Grain): number {
  return Math.ceil(moment / GRAIN_MS[grain]) * GRAIN_MS[grain];
}
