const MINUTE_MS = 60_000;
const YESTERDAY = Date.now() - 24 * 60 * MINUTE_MS;

/** Five minutes of yesterday: a usage record of months ago is refused. */
export const RECENT = {
  startedAt: new Date(YESTERDAY - 5 * MINUTE_MS).toISOString(),
  endedAt: new Date(YESTERDAY).toISOString(),
};
