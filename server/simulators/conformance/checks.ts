import { deepEqual, equal, ok } from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OPTIONAL_VERBS } from '../../src/connectivity/carriers/index.ts';
import { FAULT_CHECKS } from './fault-checks.ts';
import { again, buy, expectRefusal, newOrder, newReference, sentOf, valueIn } from './ordering.ts';
import type { Check, Subject } from './subject.ts';
import { TERMS_CHECKS } from './terms-checks.ts';

const MINUTE_MS = 60_000;
const always = () => true;
const canTopUp = ({ carrier }: Subject) => carrier.topUp !== undefined;
const findsByReference = ({ carrier }: Subject) => carrier.capabilities.findsBy === 'reference';

/** What every connector must do; `npm run carrier-conformance` runs them in order. */
export const CHECKS: readonly Check[] = [
  {
    title: 'names exactly the optional verbs that it has',
    applies: always,
    async run({ carrier }) {
      const has = OPTIONAL_VERBS.filter((verb) => carrier[verb] !== undefined);
      deepEqual([...carrier.capabilities.verbs].sort(), has.sort());
      equal(carrier.capabilities.cancels === null, carrier.cancel === undefined);
      equal(carrier.capabilities.cancelsBy === null, carrier.cancel === undefined);
      equal(carrier.capabilities.usageMinutes === null, carrier.usage === undefined);
      equal(carrier.capabilities.notices === null, carrier.parseNotice === undefined);
    },
  },
  {
    title: 'returns the price of an item and refuses an item that it does not offer',
    applies: always,
    async run({ carrier, item }) {
      const offer = valueIn(await carrier.check(item));
      equal(offer.item, item);
      ok(offer.cost.tenThousandths > 0n, 'An item has a price.');
      ok(offer.countries.length > 0, 'An item is for at least one country.');
      expectRefusal(await carrier.check('no-such-item'), 'no_such_item');
    },
  },
  {
    title: 'returns a catalogue with sizes, prices and countries',
    applies: always,
    async run({ carrier }) {
      const offers = valueIn(await carrier.catalogue());
      ok(offers.length > 0, 'The catalogue is empty.');
      for (const offer of offers) ok(offer.item.length > 0 && offer.cost.tenThousandths >= 0n);
    },
  },
  {
    title: 'delivers an order with a profile, and finds it afterwards',
    applies: always,
    async run(subject) {
      const { profile, sent } = await buy(subject);
      const { candidates } = await again(() => subject.carrier.find({ ...sent, order: null }));
      const iccids = candidates.map((one) => one.profile?.iccid);
      ok(iccids.includes(profile.iccid), 'The order is not found without its number.');
      const status = valueIn(await subject.carrier.profile(profile));
      deepEqual([status.iccid, status.state], [profile.iccid, 'released']);
    },
  },
  {
    title: 'leaves out what was made after the time until which an order is looked for',
    applies: ({ carrier }) => carrier.capabilities.findsBy === 'time_and_item',
    async run(subject) {
      const { profile, sent } = await buy(subject);
      const until = new Date(sent.sentAt.getTime() - 1);
      const early = { ...sent, order: null, until };
      const { candidates } = await again(() => subject.carrier.find(early));
      ok(!candidates.some((one) => one.profile?.iccid === profile.iccid), 'It was made later.');
    },
  },
  {
    title: 'finds nothing for a reference that was never sent',
    applies: findsByReference,
    async run(subject) {
      const never = sentOf(await newOrder(subject), new Date());
      deepEqual(valueIn(await subject.carrier.find(never)).candidates, []);
    },
  },
  {
    title: 'refuses an order at another price than the present one',
    applies: always,
    async run(subject) {
      const request = await newOrder(subject);
      const { tenThousandths, currency } = request.cost;
      const cost = { tenThousandths: tenThousandths - 1n, currency };
      expectRefusal(await subject.carrier.order({ ...request, cost }), 'price_changed');
    },
  },
  {
    title: 'takes an order that is sent again as the same order',
    applies: ({ carrier }) => carrier.capabilities.resends.order === 'same_reference',
    async run(subject) {
      const request = await newOrder(subject);
      const before = subject.faults?.sold();
      const sentAt = new Date();
      await again(() => subject.carrier.order(request));
      await again(() => subject.carrier.order(request));
      const found = valueIn(await subject.carrier.find(sentOf(request, sentAt)));
      ok(found.candidates.length <= 1, 'An order that was sent twice was placed twice.');
      if (before !== undefined) equal(subject.faults?.sold(), before + 1);
    },
  },
  {
    title: 'tops up an eSIM',
    applies: canTopUp,
    async run(subject) {
      const { profile } = await buy(subject);
      const request = await newOrder(subject);
      const placed = await again(async () => {
        const end = await subject.carrier.topUp?.({ ...request, profile });
        if (!end) throw new Error('topUp is missing.');
        return end;
      });
      equal(placed.isDelivered, true);
    },
  },
  {
    title: 'refuses what is asked about an eSIM that it does not have',
    applies: always,
    async run({ carrier }) {
      const ref = { iccid: '8985200999999999999', profileId: `none-${newReference()}` };
      expectRefusal(await carrier.profile(ref), 'not_found');
    },
  },
  {
    title: 'returns the usage of an eSIM',
    applies: ({ carrier }) => carrier.usage !== undefined,
    async run(subject) {
      const { profile } = await buy(subject);
      const usage = await again(async () => {
        const end = await subject.carrier.usage?.(profile);
        if (!end) throw new Error('usage is missing.');
        return end;
      });
      equal(usage.usedBytes, 0n);
    },
  },
  {
    title: 'cancels an unused eSIM as its capabilities say',
    applies: ({ carrier }) => carrier.cancel !== undefined,
    async run(subject) {
      const { profile } = await buy(subject);
      const asked = { ...profile, item: subject.item };
      const end = await subject.carrier.cancel?.(asked);
      const expected = { refund: 'refunded', revoke: 'revoked', request: 'requested' } as const;
      const { cancels } = subject.carrier.capabilities;
      equal(end && valueIn(end).outcome, cancels && expected[cancels]);
    },
  },
  {
    title: 'suspends and resumes an eSIM',
    applies: ({ carrier }) => carrier.suspend !== undefined && carrier.resume !== undefined,
    async run({ carrier, ...subject }) {
      const { profile } = await buy({ carrier, ...subject });
      const suspended = await carrier.suspend?.(profile);
      equal(suspended && valueIn(suspended), null);
      equal(valueIn(await carrier.profile(profile)).state, 'suspended');
      const resumed = await carrier.resume?.(profile);
      equal(resumed && valueIn(resumed), null);
    },
  },
  {
    title: 'records what it was asked about an eSIM with the order that it was asked for',
    applies: ({ carrier }) => carrier.cancel !== undefined,
    async run(subject) {
      const { profile } = await buy(subject);
      const reference = newReference();
      const ended = await subject.carrier.cancel?.({ ...profile, item: subject.item, reference });
      ok(ended && valueIn(ended));
      ok(subject.calls.some((call) => call.verb === 'cancel' && call.reference === reference));
    },
  },
  {
    title: 'sends a text message to an eSIM',
    applies: ({ carrier }) => carrier.sms !== undefined,
    async run(subject) {
      const { profile } = await buy(subject);
      const end = await subject.carrier.sms?.({ ...profile, text: 'Welcome' });
      equal(end && valueIn(end), null);
    },
  },
  {
    title: 'returns where an eSIM was seen',
    applies: ({ carrier }) => carrier.location !== undefined,
    async run(subject) {
      const { profile } = await buy(subject);
      const end = await subject.carrier.location?.(profile);
      ok(end && 'country' in valueIn(end));
    },
  },
  {
    title: 'returns the balance of the account at the carrier',
    applies: ({ carrier }) => carrier.balance !== undefined,
    async run({ carrier }) {
      const end = await carrier.balance?.();
      ok(end && valueIn(end).tenThousandths >= 0n);
    },
  },
  {
    title: 'lists an order of the last minutes, with its item and eSIM',
    applies: ({ carrier }) => carrier.list !== undefined,
    async run(subject) {
      const { carrier } = subject;
      const { profile, sent } = await buy(subject);
      const [from, to] = [-MINUTE_MS, MINUTE_MS].map((ms) => new Date(sent.sentAt.getTime() + ms));
      if (!from || !to) throw new Error('A time has two ends.');
      const asked = { reference: sent.reference, from, to, profile: null };
      const list = async (request: typeof asked) => {
        const end = await carrier.list?.(request);
        if (!end) throw new Error('list is missing.');
        return end;
      };
      const listed = await again(() => list(asked));
      const own = listed.find(({ iccid }) => iccid === profile.iccid);
      ok(own?.order, 'The order is not listed.');
      ok(own.item, 'The order is listed without its item.');
      const before = { ...asked, from: new Date(0), to: new Date(1) };
      deepEqual(await again(() => list(before)), []);
    },
  },
  {
    title: 'ignores a notice that it cannot read',
    applies: ({ carrier }) => carrier.parseNotice !== undefined,
    async run({ carrier }) {
      for (const body of ['', 'not JSON', '[]', '{"kind":"unknown"}']) {
        equal(carrier.parseNotice?.({ headers: {}, body }), undefined);
      }
    },
  },
  {
    title: 'registers a URL for its notices that answers, and no other',
    applies: ({ carrier, faults }) => carrier.registerNotices !== undefined && faults !== undefined,
    async run({ carrier }) {
      const store = createServer((_, response) => void response.end());
      await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(store.address() as AddressInfo).port}/notices`;
      const taken = await carrier.registerNotices?.(url);
      await new Promise((resolve) => store.close(resolve));
      equal(taken && valueIn(taken), null);
      const closed = await carrier.registerNotices?.(url);
      ok(closed && closed.end !== 'done', 'A URL at which nobody answers was registered.');
    },
  },
  ...TERMS_CHECKS,
  ...FAULT_CHECKS,
  {
    title: 'records what is about no order: prices, the catalogue and the balance',
    applies: ({ carrier }) => carrier.balance !== undefined,
    async run({ carrier, item, calls }) {
      valueIn(await carrier.catalogue());
      await carrier.check(item);
      ok(await carrier.balance?.());
      const apart = calls.filter(({ reference }) => reference === null);
      for (const verb of ['catalogue', 'balance']) {
        ok(
          apart.some((call) => call.verb === verb),
          `No call is recorded as ${verb}.`,
        );
      }
    },
  },
  {
    title: 'records as many calls as reached the supplier, whatever became of them',
    applies: ({ faults }) => faults !== undefined,
    async run({ calls, faults }) {
      equal(calls.length, faults?.requests());
    },
  },
  {
    title: 'records every call without secrets and activation codes',
    applies: () => true,
    async run(subject) {
      const { profile } = await buy(subject);
      const kept = JSON.stringify(subject.calls);
      for (const secret of [...subject.secrets, profile.matchingId]) {
        ok(!kept.includes(secret), 'A recorded call has a secret or an activation code.');
      }
    },
  },
];
