import { type Shape, State, StateShape } from '../look/state.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/language.tsx';
import type { LiveEvent } from './use-live-events.ts';
import { liveWords } from './words.ts';

const SHAPES: Record<string, Shape> = {
  'package.failed': 'failed',
  'package.expiring': 'warning',
  'balance.low': 'warning',
  'credits.low': 'warning',
  'credits.frozen': 'warning',
  'credits.auto_top_up_failed': 'failed',
};

/** The fields of `data` of all event types. */
type Data = {
  name?: string;
  iccid?: string;
  profileState?: string;
  newCountry?: string;
  retailPrice?: { priceValue: number };
  purchasePrice?: { priceValue: number };
  amount?: { priceValue: number };
  metatag?: string | null;
};

function dataOf(event: LiveEvent): Data {
  return event.data as Data;
}

export function shapeOf({ type }: LiveEvent): Shape {
  return SHAPES[type] ?? 'fact';
}

/** An event in words: its type, and its object or country. */
export function useEventText() {
  const words = useWords(liveWords);
  const format = useFormat();
  return (event: LiveEvent) => {
    const { name, iccid, profileState, newCountry, metatag, amount } = dataOf(event);
    const tail = iccid && `eSIM ···· ${iccid.slice(-4)}`;
    const isState = event.type === 'esim.status_changed' && profileState;
    return {
      title: (isState && words.profile[profileState]) || (words.types[event.type] ?? event.type),
      what:
        name ??
        (newCountry && format.country(newCountry)) ??
        (amount && format.money(amount)) ??
        '',
      about: [tail, metatag].filter(Boolean).join(' · '),
    };
  };
}

export function EventLine({ event }: { event: LiveEvent }) {
  const text = useEventText()(event);
  const format = useFormat();
  const { retailPrice, purchasePrice } = dataOf(event);
  const amount =
    event.type === 'package.purchased'
      ? retailPrice && format.amount(retailPrice)
      : event.type === 'package.refunded'
        ? purchasePrice && format.amount({ priceValue: -purchasePrice.priceValue })
        : undefined;
  return (
    <li>
      <time className="t2 num" dateTime={event.createdAt} title={format.exact(event.createdAt)}>
        {format.seconds(event.createdAt)}
      </time>
      <StateShape shape={shapeOf(event)} />
      <span className="grow">
        <span className="strong">{text.title}</span> <span className="t2">{text.what}</span>
        <span className="ev-about t2 small">{text.about}</span>
      </span>
      {amount && <span className="num">{amount}</span>}
    </li>
  );
}

export function Connection({ isConnected }: { isConnected: boolean }) {
  const words = useWords(liveWords);
  return (
    <span className="t3 small">
      <State shape={isConnected ? 'done' : 'unknown'}>
        {isConnected ? words.connected : words.reconnecting}
      </State>
    </span>
  );
}
