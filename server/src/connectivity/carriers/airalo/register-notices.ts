import { type CallEnd, done } from '../ordering/call-end.ts';
import type { AiraloApi } from './api.ts';

/** What the supplier tells by HTTP, each after a request of its own. */
const TYPES = ['async_orders', 'webhook_low_data', 'webhook_credit_limit'] as const;

/** Opts in to each type of notices, and stops at the first that is not taken. */
export async function registerNotices(api: AiraloApi, url: string): Promise<CallEnd<null>> {
  for (const type of TYPES) {
    const end = await api({
      verb: 'registerNotices',
      method: 'POST',
      path: '/v2/notifications/opt-in',
      body: { type, webhook_url: url },
    });
    if (end.end !== 'done') return { ...end, detail: `${type}: ${end.detail}` };
  }
  return done(null);
}
