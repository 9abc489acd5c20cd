import { fieldsOf, isTemporary } from '../errors.ts';
import type { KeyedStorage } from './storage.ts';
import type { StoreAnswer } from './store-connection.ts';

export type Outcome = 'started' | 'succeeded' | 'failed' | 'cancelled';
type Report = {
  storeUrl: string;
  /** The token of the session in which it happened, which takes reports for 30 days. */
  token: string;
  profileId: string;
  event: { id: string; outcome: Outcome; occurredAt: string; platformCode?: string };
};
type Ask = (report: Report, token: string) => Promise<StoreAnswer>;
type Attempts = { storeUrl: string; presentToken: string | undefined; ask: Ask };

const STORED = 'gigastore.reports';
const KEPT_MS = 30 * 86_400_000;
const MOST_REPORTS = 200;

export type ReportBox = {
  /** Keeps a report, so that it outlives the page. */
  keep(report: Omit<Report, 'event'>, outcome: Outcome): void;
  /** Sends the reports for a store, the oldest first. */
  send(attempts: Attempts): Promise<void>;
};

/** Makes the box in which reports wait until the store has them. */
export function createReportBox(storage: KeyedStorage, now: () => number): ReportBox {
  let sending = Promise.resolve();
  const write = (reports: Report[]) => storage.setItem(STORED, JSON.stringify(reports));
  const remove = ({ event }: Report) =>
    write(readReports(storage).filter((one) => one.event.id !== event.id));

  async function sendAll({ storeUrl, presentToken, ask }: Attempts): Promise<void> {
    for (const report of readReports(storage)) {
      if (now() - Date.parse(report.event.occurredAt) > KEPT_MS) remove(report);
      else if (report.storeUrl !== storeUrl) continue;
      else if ((await attempt(report, presentToken, ask)) === 'done') remove(report);
    }
  }

  return {
    keep(report, outcome) {
      const occurredAt = new Date(now()).toISOString();
      const event = { id: crypto.randomUUID(), outcome, occurredAt };
      write([...readReports(storage), { ...report, event }].slice(-MOST_REPORTS));
    },
    send(attempts) {
      sending = sending.then(() => sendAll(attempts));
      return sending;
    },
  };
}

/** Returns what to do with a report after an answer; `undefined` says that nothing answered. */
export function nextOf(answer: StoreAnswer | undefined): 'done' | 'other_session' | 'later' {
  if (answer?.status === 401) return 'other_session';
  if (!answer || answer.status === 403 || isTemporary(answer.status)) return 'later';
  // A network that wants its user to sign in answers in place of the store.
  const { id, code } = fieldsOf(answer.body);
  return typeof (answer.status === 200 ? id : code) === 'string' ? 'done' : 'later';
}

async function attempt(report: Report, presentToken: string | undefined, ask: Ask) {
  const first = nextOf(await ask(report, report.token).catch(() => undefined));
  if (first !== 'other_session' || !presentToken || presentToken === report.token) return first;
  const answer = await ask(report, presentToken).catch(() => undefined);
  // Another user's session does not read the eSIM, which says nothing about the report.
  return answer?.status === 200 ? nextOf(answer) : 'later';
}

function readReports(storage: KeyedStorage): Report[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(STORED) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
