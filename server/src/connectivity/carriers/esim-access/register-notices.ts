import { type CallEnd, done, refused } from '../ordering/call-end.ts';
import { textOf } from '../ordering/carrier-json.ts';
import type { EsimAccessApi } from './api.ts';

/** The documents disagree about the name of the field. */
const NAMES = ['webhook', 'webhookUrl'] as const;
const NOT_SAVED = 'The supplier accepted the URL but does not return it afterwards.';
/** A parameter is missing, null, bad or ignored: the other name may be the right one. */
const WRONG_NAME = new RegExp(`^(000105|000106|400001|${NOT_SAVED})`);

/**
 * Saves the URL for notices, by either name of the field, and asks whether it was saved: an API
 * that does not know a name may ignore it. The supplier tries the URL before it saves it.
 */
export async function registerNotices(api: EsimAccessApi, url: string): Promise<CallEnd<null>> {
  const failures: Exclude<CallEnd<null>, { end: 'done' }>[] = [];
  for (const name of NAMES) {
    const end = await saveAs(api, name, url);
    if (end.end === 'done') return end;
    failures.push(end);
  }
  const known = failures.find(({ detail }) => !WRONG_NAME.test(detail)) ?? failures[0];
  return known ?? refused('rejected', 'No name of the field was tried.');
}

async function saveAs(api: EsimAccessApi, name: string, url: string): Promise<CallEnd<null>> {
  const verb = 'registerNotices';
  const saved = await api({ verb, path: '/webhook/save', body: { [name]: url } });
  if (saved.end !== 'done') return saved;
  const kept = await api({ verb, path: '/webhook/query', body: {} });
  if (kept.end !== 'done') return kept;
  if (NAMES.some((one) => textOf(kept.value, one) === url)) return done(null);
  return refused('rejected', NOT_SAVED);
}
