import { beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedAnswer, SimulatedRequest } from '../../../simulators/simulator.ts';
import { openCatalogues, sourcesOf } from '../../../test/support/catalogue-imports.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { loadOrderedPlan } from '../../../test/support/supply.ts';
import { sql } from '../../platform/db/database.ts';

const own = await forThisFile(openCatalogues({ goCurrency: 'EUR' }));
const { db, operator, read, preview, importAll, access, go, airalo, clock } = own;
await loadOrderedPlan(db);
const simulators = { 'esim-access': access, 'esim-go': go, airalo };
const CARRIERS = ['esim-access', 'esim-go', 'airalo'] as const;
const answers = CARRIERS.map((carrier) => [carrier, simulators[carrier].supplier.answer] as const);
const bundles = go.supplier.bundles.map((one) => ({ ...one }));

beforeEach(() => {
  for (const [carrier, answer] of answers) {
    simulators[carrier].supplier.answer = answer;
    simulators[carrier].failWith(undefined);
  }
  go.supplier.bundles.splice(0, Number.POSITIVE_INFINITY, ...bundles.map((one) => ({ ...one })));
});

const CATALOGUE = /\/(package\/list|catalogue|packages)$/;

/** Has a supplier answer in another way than its own, when it is asked for its catalogue. */
function answerWith(
  carrier: (typeof CARRIERS)[number],
  change: (given: SimulatedAnswer, request: SimulatedRequest) => SimulatedAnswer,
): void {
  const { supplier } = simulators[carrier];
  const [, first] = answers.find(([name]) => name === carrier) ?? [];
  supplier.answer = async (request) => {
    const given = (await first?.(request)) as SimulatedAnswer;
    return CATALOGUE.test(request.path) ? change(given, request) : given;
  };
}

const setRate = (usdPerUnit: number, validFrom?: string) =>
  operator('PUT', '/operator/exchange-rates', { body: { currency: 'EUR', usdPerUnit, validFrom } });

describe('a catalogue that cannot be read', () => {
  it.each(CARRIERS)('is asked for again five times, and changes nothing: %s', async (carrier) => {
    await setRate(1.1, '2021-01-01');
    const before = await sourcesOf(db);
    simulators[carrier].failWith(({ path }) =>
      CATALOGUE.test(path) ? 'garbage_after' : undefined,
    );
    const run = await preview(carrier);
    expect(run).toMatchObject({ state: 'QUEUED', lines: [], detail: expect.any(String) });
    for (let attempt = 2; attempt <= 5; attempt += 1) {
      clock.now = new Date(clock.now.getTime() + 61_000);
      await own.work();
    }
    const failed = await read(`/operator/catalogue-runs/${run.id}`);
    expect(failed).toMatchObject({ state: 'FAILED', offers: null, endedAt: expect.any(String) });
    expect(await sourcesOf(db)).toEqual(before);
  });

  it.each(['esim-go', 'airalo'] as const)(
    'waits while the rate is limited: %s',
    async (carrier) => {
      simulators[carrier].failWith(({ path }) =>
        CATALOGUE.test(path) ? 'rate_limited' : undefined,
      );
      const run = await preview(carrier);
      expect(run.state).toBe('QUEUED');
      simulators[carrier].failWith(undefined);
      await own.work();
      expect((await read(`/operator/catalogue-runs/${run.id}`)).state).toBe('QUEUED');
      clock.now = new Date(clock.now.getTime() + 61_000);
      await own.work();
      const { state, offers } = await read(`/operator/catalogue-runs/${run.id}`);
      expect([state, offers]).toEqual(['READY', 3]);
    },
  );

  it('fails at once if it is JSON of another shape, or empty', async () => {
    const wrong = { 'esim-access': { success: 'true', errorCode: '0', obj: { list: [] } } };
    const shapes = { ...wrong, 'esim-go': { items: [] }, airalo: { data: 'none' } };
    for (const carrier of CARRIERS) {
      answerWith(carrier, (given) => ({ ...given, body: shapes[carrier] }));
      const { state, detail } = await preview(carrier);
      expect([state, detail]).toEqual(['FAILED', expect.stringMatching(/has no list of/)]);
    }
    answerWith('esim-go', () => ({ status: 200, body: { bundles: [] } }));
    expect(await preview('esim-go')).toMatchObject({
      ...{ state: 'FAILED', detail: 'The catalogue is empty.' },
    });
  });

  it('waits for its networks, and goes without them if the supplier has none', async () => {
    const networks = /\/networks$/;
    go.failWith(({ path }) => (networks.test(path) ? 'garbage_after' : undefined));
    expect((await preview('esim-go')).state).toBe('QUEUED');
    go.failWith(undefined);
    const [, first] = answers.find(([carrier]) => carrier === 'esim-go') ?? [];
    go.supplier.answer = (request) =>
      networks.test(request.path)
        ? { status: 404, body: { message: 'not found' } }
        : (first?.(request) as SimulatedAnswer);
    clock.now = new Date(clock.now.getTime() + 61_000);
    await own.work();
    const [run] = (await read('/operator/catalogue-runs?carrier=esim-go&limit=1')).items;
    expect([run.state, run.offers]).toEqual(['READY', 3]);
  });

  it('fails for a carrier that is not set up', async () => {
    const { state, detail } = await preview('alpine');
    expect([state, detail]).toEqual(['FAILED', 'alpine is not set up.']);
  });
});

describe('a catalogue of several pages', () => {
  const many = () =>
    Array.from({ length: 450 }, (_, index) => ({
      ...(bundles[0] as (typeof bundles)[number]),
      ...{ name: `esim_${index}`, duration: index + 1 },
    }));

  it('is read to its end, also if pages are shorter than asked for', async () => {
    go.supplier.bundles.splice(0, Number.POSITIVE_INFINITY, ...many());
    expect((await preview('esim-go')).offers).toBe(450);
    answerWith('esim-go', (_, { query }) => {
      const page = Number(query.get('page'));
      const all = many().map(({ iso, ...one }) => ({ ...one, countries: [{ iso }] }));
      return { status: 200, body: { bundles: all.slice((page - 1) * 70, page * 70) } };
    });
    expect((await preview('esim-go')).offers).toBe(450);
  });

  it('is no preview while one of its pages is missing', async () => {
    go.supplier.bundles.splice(0, Number.POSITIVE_INFINITY, ...many());
    answerWith('esim-go', (given, { query }) =>
      query.get('page') === '2' ? { status: 500, body: {} } : given,
    );
    const run = await preview('esim-go');
    expect([run.state, run.lines]).toEqual(['QUEUED', []]);
    answerWith('esim-go', (given) => given);
    clock.now = new Date(clock.now.getTime() + 61_000);
    await own.work();
    expect((await read(`/operator/catalogue-runs/${run.id}`)).offers).toBe(450);
  });
});

describe('prices in another currency', () => {
  it('are refused without a rate, and converted by the rate of the day with it', async () => {
    await db.run(sql`delete from exchange_rates`);
    const without = await preview('esim-go');
    const [line] = without.lines;
    expect(line).toMatchObject({
      kind: 'refused',
      state: 'REFUSED',
      reason: 'no_rate',
      cost: null,
    });
    expect((await setRate(1.0842, '2021-01-01')).statusCode).toBe(200);
    expect((await setRate(9, '2099-01-01')).statusCode).toBe(200);
    const { lines } = await importAll('esim-go');
    expect(lines[0]).toMatchObject({
      cost: {
        ...{ amount: 1.37, currency: 'EUR', cost: { priceValue: 1.49 } },
        ...{ usdPerUnit: 1.0842, rateValidFrom: '2021-01-01' },
      },
    });
  });

  it('change with the rate, and keep the rates of before', async () => {
    await setRate(1.2, '2022-02-01');
    const { lines } = await importAll('esim-go');
    expect(lines.map(({ kind }) => kind)).toEqual(['price_up', 'price_up', 'price_up']);
    const { items } = await read('/operator/supplier-items?carrier=esim-go');
    const rates = items[0].costs.map(({ usdPerUnit, rateValidFrom }: Record<string, unknown>) => [
      usdPerUnit,
      rateValidFrom,
    ]);
    expect(rates).toEqual([
      [1.2, '2022-02-01'],
      [1.0842, '2021-01-01'],
    ]);
    expect((await preview('esim-go')).lines).toEqual([]);
  });

  it('have rates that contradict nothing', async () => {
    const wrong = [
      { currency: 'USD', usdPerUnit: 1 },
      { currency: 'EUR', usdPerUnit: 0 },
      { currency: 'EUR', usdPerUnit: 1.0000001 },
      { currency: 'EUR', usdPerUnit: 1, validFrom: '2019-12-31' },
    ];
    for (const body of wrong) {
      const answer = await operator('PUT', '/operator/exchange-rates', { body });
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
    }
  });
});
