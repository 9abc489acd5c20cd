import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Database, sql } from './database.ts';

const CHANNEL = 'gigastore_changes';
const AGAIN_MS = 1_000;
const CLOSE_MS = 1_000;

/** Short texts from each process of an installation to all of them, by LISTEN and NOTIFY. */
export type Notices = {
  /** Sends a text after a commit. It is lost while the database is away. */
  send(text: string): void;
  /** Calls `onNotice` for every text, over a connection of its own that is opened again. */
  listen(onNotice: (text: string) => void): void;
  /** Returns whether texts arrive now. */
  isListening(): boolean;
  close(): Promise<void>;
};

/** Returns notices. They only make it faster: what they tell must be found out without them too. */
export function createNotices(db: Database): Notices {
  const closing = new AbortController();
  let client: pg.Client | undefined;
  let isListening = false;
  let listening: Promise<void> | undefined;

  async function listenOnce(onNotice: (text: string) => void): Promise<void> {
    const opened = new pg.Client(db.pool.options);
    client = opened;
    const ended = new Promise<void>((resolve) => {
      opened.once('end', resolve).on('error', () => resolve());
    });
    opened.on('notification', ({ payload }) => onNotice(payload ?? ''));
    try {
      await opened.connect();
      await opened.query(`listen ${CHANNEL}`);
      isListening = true;
      await ended;
    } finally {
      isListening = false;
      await opened.end().catch(() => {});
    }
  }

  async function keepListening(onNotice: (text: string) => void): Promise<void> {
    while (!closing.signal.aborted) {
      await listenOnce(onNotice).catch(() => {});
      await delay(AGAIN_MS, undefined, { signal: closing.signal, ref: false }).catch(() => {});
    }
  }

  return {
    send(text) {
      db.run(sql`select pg_notify(${CHANNEL}, ${text})`).catch(() => {});
    },
    listen(onNotice) {
      listening ??= keepListening(onNotice);
    },
    isListening: () => isListening,
    async close() {
      closing.abort();
      const ended = client?.end().catch(() => {});
      // A silent network would be waited for for ever.
      const late = delay(CLOSE_MS, undefined, { ref: false });
      await Promise.race([Promise.all([ended, listening]), late]);
    },
  };
}
