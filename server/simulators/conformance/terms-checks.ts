import { equal, ok } from 'node:assert/strict';
import type { Offer } from '../../src/connectivity/carriers/index.ts';
import { again, buy, newOrder, valueIn } from './ordering.ts';
import type { Check, Subject } from './subject.ts';

const sellsTerms = ({ itemWithTerms }: Subject) => itemWithTerms !== undefined;

/** Returns the subject with its item by the day or without a limit. */
function withTerms(subject: Subject): Subject {
  return { ...subject, item: subject.itemWithTerms ?? subject.item };
}

/** What a connector must do with data by the day and without a limit. */
export const TERMS_CHECKS: readonly Check[] = [
  {
    title: 'tells data by the day and unlimited data from a single amount',
    applies: sellsTerms,
    async run(subject) {
      const { carrier, item } = withTerms(subject);
      equal(valueIn(await carrier.check(subject.item)).dataTerms, null);
      expectTerms(valueIn(await carrier.check(item)));
      const offers = valueIn(await carrier.catalogue());
      ok(offers.some(({ dataTerms }) => dataTerms !== null && dataTerms !== 'unclear'));
      for (const offer of offers.filter(({ dataTerms }) => dataTerms !== null)) expectTerms(offer);
    },
  },
  {
    title: 'delivers an order of data by the day or without a limit, and tops it up',
    applies: sellsTerms,
    async run(subject) {
      const own = withTerms(subject);
      const { carrier } = own;
      const { profile } = await buy(own);
      const used = carrier.usage && (await again(async () => ask(own, profile)));
      if (used) equal(used.usedBytes, 0n);
      if (!carrier.topUp) return;
      const request = await newOrder(own);
      const placed = await again(async () => topUp(own, { ...request, profile }));
      equal(placed.isDelivered, true);
    },
  },
];

function expectTerms({ dataTerms, dataBytes, validityDays }: Offer): void {
  ok(dataTerms !== null && dataTerms !== 'unclear', 'The terms are not read.');
  const { dataType, dailyBytes } = dataTerms;
  if (dataType === 'unlimited') equal(dataBytes, null);
  else equal(dataBytes, BigInt(dailyBytes ?? 0) * BigInt(validityDays ?? 0));
}

function ask({ carrier }: Subject, profile: { iccid: string; profileId: string }) {
  if (!carrier.usage) throw new Error('usage is missing.');
  return carrier.usage(profile);
}

function topUp(
  { carrier }: Subject,
  request: Parameters<NonNullable<Subject['carrier']['topUp']>>[0],
) {
  if (!carrier.topUp) throw new Error('topUp is missing.');
  return carrier.topUp(request);
}
