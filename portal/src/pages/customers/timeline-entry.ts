import type { Schemas } from '../../api/client.ts';
import { liveWords } from '../../live/words.ts';
import type { Shape } from '../../look/state.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { salesWords } from '../sales/words.ts';
import { timelineWords } from './timeline-words.ts';

export type Entry = Schemas['TimelineEntry'];
type Kind = Entry['kind'];
/** An entry of the timeline: a title, a line below it, and a link. */
export type Line = { shape: Shape; title: string; text?: string; place?: Place };
type Place = { page: 'sales' | 'tickets' | 'webhooks'; search: Record<string, string> };
/** The fields of `data` of all kinds; the API describes them in words only. */
type Data = {
  name?: string;
  channel?: string;
  purchasePrice?: { priceValue: number };
  amount?: { priceValue: number };
  expiresAt?: string | null;
  type?: string;
  profileState?: string;
  outcome?: string;
  platformCode?: string | null;
  model?: string | null;
  iccid?: string;
  replacedByIccid?: string;
  country?: string;
  network?: string | null;
  closedAt?: string | null;
  bytes?: number;
  uncoveredBytes?: number;
  event?: string;
  status?: string;
  attempts?: number;
  toCustomer?: boolean;
  number?: number;
  subject?: string;
  text?: string;
  action?: string;
  after?: { tags?: string[]; email?: string } | null;
};

const WARNINGS = new Set(['balance.low', 'package.expiring', 'package.failed']);

/** Returns the function that formats an entry in the person's language. */
export function useTimelineLine(): (entry: Entry) => Line {
  const words = useWords(timelineWords);
  const live = useWords(liveWords);
  const { channels } = useWords(salesWords);
  const format = useFormat();
  const tail = (iccid = '') => `eSIM ···· ${iccid.slice(-4)}`;
  const lines: Record<Kind, (data: Data, entry: Entry) => Line> = {
    purchase: ({ name = '', purchasePrice, channel = '' }, { id }) => ({
      shape: 'done',
      title: words.purchase(name),
      text:
        purchasePrice &&
        words.purchaseText(format.money(purchasePrice), channels[channel] ?? channel),
      place: { page: 'sales', search: { open: id } },
    }),
    activation: ({ name = '', expiresAt }, { id }) => ({
      shape: 'fact',
      title: words.activation(name),
      text: expiresAt ? words.until(format.date(expiresAt)) : undefined,
      place: { page: 'sales', search: { open: id } },
    }),
    refund: ({ name = '', amount }, { id }) => ({
      shape: 'back',
      title: words.refund(name),
      text: amount && words.refundText(format.money(amount)),
      place: { page: 'sales', search: { open: id } },
    }),
    installation: ({ profileState = '', outcome, iccid, model, platformCode }) => ({
      shape: profileState === 'ERROR' || outcome === 'failed' ? 'failed' : 'fact',
      title: outcome
        ? (words.reported[outcome] ?? outcome)
        : (live.profile[profileState] ?? live.types['esim.status_changed'] ?? ''),
      text: [tail(iccid), model, platformCode].filter(Boolean).join(', '),
    }),
    replacement: ({ replacedByIccid, iccid }) => ({
      shape: 'fact',
      title: words.replacement,
      text: replacedByIccid ? words.replacedBy(replacedByIccid.slice(-4)) : tail(iccid),
    }),
    network: ({ country = '', network, closedAt }) => {
      const name = network ?? words.unknownNetwork;
      return {
        shape: 'fact',
        title: words.network(country ? format.country(country) : '–'),
        text: closedAt
          ? words.networkText(name, `${format.shortDay(closedAt)}, ${format.time(closedAt)}`)
          : words.networkOpen(name),
      };
    },
    usage: ({ bytes = 0, country = '', uncoveredBytes = 0 }) => ({
      shape: uncoveredBytes > 0 ? 'warning' : 'fact',
      title: words.usage(format.bytes(bytes), country ? format.country(country) : '–'),
      text: uncoveredBytes > 0 ? words.uncovered(format.bytes(uncoveredBytes)) : undefined,
    }),
    alert: ({ type = '', name, iccid }) => ({
      shape: WARNINGS.has(type) ? 'warning' : 'fact',
      title: live.types[type] ?? type,
      text: name ?? (iccid && tail(iccid)),
    }),
    webhook: ({ event = '', status = '', attempts = 0 }, { id }) => ({
      shape: status === 'failed' ? 'failed' : status === 'pending' ? 'waiting' : 'fact',
      title: `${words.webhook} ${words.deliveries[status] ?? status}`,
      text: `${event}, ${words.attempts(attempts)}`,
      place: { page: 'webhooks', search: { tab: 'deliveries', open: id } },
    }),
    mail: ({ subject = '', iccid, toCustomer }) => {
      const to = toCustomer ? words.mailTo.customer : words.mailTo.other;
      return {
        shape: 'fact',
        title: words.mails[subject] ?? subject,
        text: iccid ? `${tail(iccid)}. ${to}` : to,
      };
    },
    ticket: ({ number, subject }, { id }) => ({
      shape: 'news',
      title: words.ticket(String(number)),
      text: subject,
      place: { page: 'tickets', search: { open: id } },
    }),
    note: ({ text }) => ({ shape: 'fact', title: words.note, text }),
    change: ({ action = '', after }) => ({
      shape: 'fact',
      title: words.changes[action] ?? action,
      text: after?.tags
        ? after.tags.length > 0
          ? words.tags(after.tags.join(', '))
          : words.noTags
        : undefined,
    }),
  };
  return (entry) => lines[entry.kind](entry.data as Data, entry);
}
