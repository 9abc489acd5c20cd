import { createContext, useContext } from 'react';

const MINUTE_MS = 60_000;

/** The company's time zone; the device's before sign-in. */
export const ZoneContext = createContext(deviceZone());

export function useZone(): string {
  return useContext(ZoneContext);
}

export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Returns the time zones of the browser, `UTC`, and the current one. */
export function zonesWith(zone: string): string[] {
  return [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])];
}

/** Returns the date of a moment in a time zone, as `2026-11-29`. */
export function dayOf(at: number, zone: string): string {
  return localTime(at, zone).slice(0, 10);
}

/** Returns the local time of a moment in a time zone, as `2026-11-29T14:05`. */
export function localTime(at: number, zone: string): string {
  return new Date(at + offsetMs(at, zone)).toISOString().slice(0, 16);
}

/** Returns the moment of a local time such as `2026-11-29T14:05` in a time zone. */
export function momentOf(local: string, zone: string): number {
  const asUtc = Date.parse(`${local}Z`);
  // The offset just before that moment applies, unless the clocks change in between.
  const guess = asUtc - offsetMs(asUtc, zone);
  return asUtc - offsetMs(guess, zone);
}

const offsets = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than what each row of a list uses it for. */
function offsetFormat(zone: string): Intl.DateTimeFormat {
  const format =
    offsets.get(zone) ??
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  offsets.set(zone, format);
  return format;
}

function offsetMs(at: number, zone: string): number {
  const name =
    offsetFormat(zone)
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const ms = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  return sign === '-' ? -ms : ms;
}
