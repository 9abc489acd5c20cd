import {
  IconArrowBackUp,
  IconArrowsUpDown,
  IconClock,
  IconDeviceMobile,
  IconHistory,
  IconMapPin,
  IconPlugOff,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { type Shape, StateShape } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useTimelineLine } from '../customers/timeline-entry.ts';
import type { Act, ActKind, useFollowed } from './use-simulator.ts';
import { simulatorWords } from './words.ts';

const ICONS: Record<ActKind, typeof IconClock> = {
  install: IconDeviceMobile,
  remove: IconTrash,
  disable: IconDeviceMobile,
  enable: IconDeviceMobile,
  fail: IconPlugOff,
  detach: IconPlugOff,
  attach: IconMapPin,
  use: IconArrowsUpDown,
  clock: IconClock,
};
const SHAPES: Record<string, Shape> = { pending: 'waiting', delivered: 'done', failed: 'failed' };

type Followed = ReturnType<typeof useFollowed>;
type Event = Followed['items'][number];
type Delivery = NonNullable<Followed['deliveries']['data']>['items'][number];
type Mail = NonNullable<Followed['mails']['data']>['items'][number];

type Props = { acts: readonly Act[]; followed: Followed; email: string | null };

/** Each action with the events, webhooks and emails that it caused, newest first. */
export function FollowedList({ acts, followed, email }: Props) {
  const words = useWords(simulatorWords);
  const { events, items, deliveries, mails } = followed;
  const sent = useByAct(deliveries.data?.items, acts);
  const mailed = useByAct(mails.data?.items, acts);
  const actOf = (event: Event) =>
    acts.find(({ afterSequence }) => Number(event.sequence) > afterSequence);
  const earlier = items.filter((event) => !actOf(event));
  const mailedEarlier = mailed.get(undefined) ?? [];
  return (
    <Section
      title={words.followed}
      actions={
        <a className="link s13" href="/sandbox/mail" target="_blank" rel="noreferrer">
          {words.mails}
        </a>
      }
    >
      <ErrorNotice error={events.error} retry={() => void events.refetch()} />
      {events.isPending && <Skeleton rows={5} />}
      {events.isSuccess && items.length === 0 && acts.length === 0 && (
        <Empty title={words.nothing}>{words.nothingText}</Empty>
      )}
      <div aria-live="polite">
        {acts.map((act) => (
          <Group key={act.id} act={act}>
            {items
              .filter((event) => actOf(event) === act)
              .reverse()
              .map((event) => (
                <EventLine key={event.id} event={event} />
              ))}
            {(sent.get(act.id) ?? []).map((delivery) => (
              <DeliveryLine key={delivery.id} delivery={delivery} />
            ))}
            {(mailed.get(act.id) ?? []).map((mail) => (
              <MailLine key={mail.id} mail={mail} to={email} />
            ))}
          </Group>
        ))}
        {earlier.length + mailedEarlier.length > 0 && (
          <div className="g">
            <p className="gh">
              <IconHistory className="i" size={16} stroke={1.5} aria-hidden="true" />
              <span className="grow">{words.earlier}</span>
            </p>
            <ul>
              {earlier.map((event) => (
                <EventLine key={event.id} event={event} />
              ))}
              {mailedEarlier.map((mail) => (
                <MailLine key={mail.id} mail={mail} to={email} />
              ))}
            </ul>
          </div>
        )}
      </div>
    </Section>
  );
}

/** A delivery or an email belongs to the action after which it first appeared, or to none. */
function useByAct<One extends { id: string }>(found: readonly One[] = [], acts: readonly Act[]) {
  const seen = useRef(new Map<string, number | undefined>());
  for (const { id } of found) {
    if (!seen.current.has(id)) seen.current.set(id, acts[0]?.id);
  }
  const byAct = new Map<number | undefined, One[]>();
  for (const one of found) {
    const act = seen.current.get(one.id);
    byAct.set(act, [...(byAct.get(act) ?? []), one]);
  }
  return byAct;
}

function Group({ act, children }: { act: Act; children: ReactNode }) {
  const words = useWords(simulatorWords);
  const format = useFormat();
  const Icon = ICONS[act.kind] ?? IconArrowBackUp;
  const said = words.acts[act.kind];
  return (
    <div className="g new">
      <p className="gh">
        <Icon className="i" size={16} stroke={1.5} aria-hidden="true" />
        <span className="grow strong">{typeof said === 'function' ? said(act.detail) : said}</span>
        <span className="t3 small num">{format.seconds(act.at)}</span>
      </p>
      {act.note && <p className="t2 small act-note">{act.note}</p>}
      <ul>{children}</ul>
    </div>
  );
}

function EventLine({ event }: { event: Event }) {
  const words = useWords(simulatorWords);
  const format = useFormat();
  return (
    <li>
      <StateShape shape="fact" />
      <span className="grow cut">
        <span className="code nm">{event.type}</span>
        <span className="t3 small">{words.event(format.number(Number(event.sequence)))}</span>
      </span>
    </li>
  );
}

function DeliveryLine({ delivery }: { delivery: Delivery }) {
  const words = useWords(simulatorWords);
  const { status, url } = delivery;
  const said = { pending: words.waiting, delivered: words.delivered, failed: words.failed }[status];
  return (
    <li>
      <StateShape shape={SHAPES[status] ?? 'unknown'} />
      <span className="grow cut">
        <span className="nm cut">{words.webhookTo(new URL(url).host)}</span>
        <span className={status === 'failed' ? 'bt small' : 't3 small'}>{said}</span>
      </span>
    </li>
  );
}

type MailProps = { mail: Mail; to: string | null };

function MailLine({ mail, to }: MailProps) {
  const lineOf = useTimelineLine();
  const { title, text } = lineOf(mail);
  return (
    <li>
      <StateShape shape="done" />
      <span className="grow cut">
        <a
          className="nm link cut"
          href={`/sandbox/mail${to ? `?to=${encodeURIComponent(to)}` : ''}`}
          target="_blank"
          rel="noreferrer"
        >
          {title}
        </a>
        <span className="t3 small">{text}</span>
      </span>
    </li>
  );
}
