import { type Event, sampleEvent } from '../../events/index.ts';
import { type Endpoint, typesOf } from '../endpoints/endpoint.ts';

/** Returns an invented event that this endpoint receives as a test. */
export function sampleFor(
  endpoint: Pick<Endpoint, 'event' | 'eventTypes'>,
  { id, now }: { id: string; now: Date },
): Event {
  const [first] = typesOf(endpoint);
  const isAny = endpoint.event === 'all' || !first;
  const type = isAny ? 'package.activated' : first;
  return sampleEvent(type, { id, now });
}
