import { equal, ok } from 'node:assert/strict';
import type { Fault } from '../faults.ts';
import { awaitDelivery, buy, expectRefusal, newOrder, sentOf, valueIn } from './ordering.ts';
import type { Check, Subject } from './subject.ts';

type Faults = NonNullable<Subject['faults']>;

const faultsOf = ({ faults }: Subject): Faults => {
  if (!faults) throw new Error('This check needs a simulator.');
  return faults;
};

/** What becomes of an order when something fails, which only a simulator can be asked for. */
export const FAULT_CHECKS: readonly Check[] = [
  ...(
    [
      'answer_lost_after',
      'server_error_after',
      'own_error_after',
      'garbage_after',
      'slow_after',
    ] as const
  ).map(unknownOutcome),
  {
    title: 'has placed no order when the request was lost',
    applies: hasFaults,
    async run(subject) {
      const before = faultsOf(subject).sold();
      const request = await newOrder(subject);
      faultsOf(subject).failNext('request_lost');
      const { end } = await subject.carrier.order(request);
      ok(end === 'unknown' || end === 'retry_later', `It ended in ${end}.`);
      equal(faultsOf(subject).sold(), before);
    },
  },
  {
    title: 'retries later what the carrier refused for its rate',
    applies: hasFaults,
    async run(subject) {
      const before = faultsOf(subject).sold();
      const request = await newOrder(subject);
      faultsOf(subject).failNext('rate_limited');
      const { end } = await subject.carrier.order(request);
      // An order that is sent again as the same one may have been taken, too.
      const { order: resends } = subject.carrier.capabilities.resends;
      ok(end === 'retry_later' || (end === 'unknown' && resends === 'same_reference'), end);
      equal(faultsOf(subject).sold(), before);
    },
  },
  {
    title: 'refuses an item that is sold out',
    applies: ({ faults }) => faults?.setSoldOut !== undefined,
    async run(subject) {
      const request = await newOrder(subject);
      faultsOf(subject).setSoldOut?.(true);
      const end = await subject.carrier.order(request);
      faultsOf(subject).setSoldOut?.(false);
      expectRefusal(end, 'out_of_stock');
    },
  },
  {
    title: 'says when the account at the carrier has no funds',
    applies: ({ faults }) => faults?.setFunds !== undefined,
    async run(subject) {
      const request = await newOrder(subject);
      faultsOf(subject).setFunds?.(false);
      const end = await subject.carrier.order(request);
      faultsOf(subject).setFunds?.(true);
      expectRefusal(end, 'unfunded');
    },
  },
  {
    title: 'retries a top-up whose answer was lost only where it is the same top-up',
    applies: ({ carrier, faults }) => faults !== undefined && carrier.topUp !== undefined,
    async run(subject) {
      const { profile } = await buy(subject);
      const request = await newOrder(subject);
      const sentAt = new Date();
      faultsOf(subject).failNext('answer_lost_after');
      const lost = await subject.carrier.topUp?.({ ...request, profile });
      equal(lost?.end, 'unknown');
      const sent = sentOf(request, sentAt, { kind: 'top_up', profile });
      const { candidates } = valueIn(await subject.carrier.find(sent));
      ok(
        candidates.some(({ isDelivered }) => isDelivered),
        'The top-up is not found.',
      );
    },
  },
];

function hasFaults({ faults }: Subject): boolean {
  return faults !== undefined;
}

function unknownOutcome(fault: Fault): Check {
  const name = fault.replace('_after', '').replace('_', ' ');
  return {
    title: `ends in an unknown outcome for ${name}, and finds it`,
    applies: hasFaults,
    async run(subject) {
      const before = faultsOf(subject).sold();
      const request = await newOrder(subject);
      const sentAt = new Date();
      faultsOf(subject).failNext(fault);
      const { end } = await subject.carrier.order(request);
      equal(end, 'unknown');
      const placed = await awaitDelivery(subject, sentOf(request, sentAt));
      ok(placed.profile, 'The order has no profile.');
      equal(faultsOf(subject).sold(), before + 1);
    },
  };
}
