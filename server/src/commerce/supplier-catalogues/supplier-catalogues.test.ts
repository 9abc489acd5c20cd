import { beforeEach, describe, expect, it } from 'vitest';
import { openCatalogues, sourcesOf } from '../../../test/support/catalogue-imports.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { loadOrderedPlan } from '../../../test/support/supply.ts';
import { sql } from '../../platform/db/database.ts';
import { installGeography } from '../catalog/index.ts';

const own = await forThisFile(openCatalogues());
const { db, operator, read, preview, importAll, decide, access, airalo, clock } = own;
await db.transaction(installGeography);
const dataPlanId = await loadOrderedPlan(db, { item: 'AT_1_7' });
const shown = access.supplier.packages.map((one) => ({ ...one }));

beforeEach(() => {
  access.supplier.packages.splice(0, Number.POSITIVE_INFINITY, ...shown.map((one) => ({ ...one })));
  clock.now = new Date(clock.now.getTime() + 1_000);
});

const GIGABYTE = 1_073_741_824;
const kinds = (lines: { item: string; kind: string }[]) =>
  Object.fromEntries(lines.map(({ item, kind }) => [item, kind]));
const austria = () => access.supplier.packages[0] as (typeof shown)[number];
const readPlan = () => read(`/operator/data-plans/${dataPlanId}`);
const itemsOfPlan = async () =>
  (await read(`/operator/supplier-items?dataPlanId=${dataPlanId}`)).items;

describe("the import of a supplier's catalogue", () => {
  it('changes nothing before an operator applies it', async () => {
    const before = await sourcesOf(db);
    const run = await preview('esim-access');
    expect(run).toMatchObject({ state: 'READY', offers: 5, unchanged: 0, hasManyGone: false });
    expect(run.counts).toEqual([{ kind: 'new', state: 'OPEN', lines: 5 }]);
    const [line] = run.lines;
    expect(line).toMatchObject({
      ...{ item: 'AT1D7', kind: 'new', state: 'OPEN', dataPlanId, countries: ['AT'] },
      networks: [{ country: 'AT', name: 'Simulated', technologies: ['5G'] }],
      cost: { amount: 0.53, currency: 'USD', cost: { priceValue: 0.53 }, usdPerUnit: null },
      ...{ costBefore: null, lowestPrice: { priceValue: 2 }, isBelowCost: false },
    });
    expect(await sourcesOf(db)).toEqual(before);
  });

  it('groups items into the plan with the same terms, and makes plans of the others', async () => {
    await importAll('esim-access');
    await importAll('esim-go');
    await importAll('airalo');
    const plan = await readPlan();
    expect(plan.sources).toMatchObject([
      { carrier: 'esim-access', item: 'AT1D7', offSince: null },
      { carrier: 'esim-go', item: 'esim_1GB_7D_AT_V2', offSince: null },
      { carrier: 'airalo', item: 'austria-7days-1gb', offSince: null },
    ]);
    // An order that costs more than its plan is not sent: the dearest source counts.
    expect(plan.cost).toMatchObject({ priceValue: 3.6 });
    const { items } = await read('/operator/data-plans?carrier=esim-access');
    const made = items.filter(({ id }: { id: string }) => id !== dataPlanId);
    expect(made).toMatchObject([
      {
        ...{ name: 'Austria 1GB/Day', sizeValue: 1, sizeUnit: 'GB', validityDays: 1 },
        ...{ dataType: 'daily', dailyBytes: GIGABYTE, countrySet: 'AT' },
      },
      {
        ...{ name: 'Austria 2GB/Day FUP', dataType: 'unlimited', validityDays: 1 },
        fairUse: { bytes: 2 * GIGABYTE, period: 'day', speedKbps: 384 },
      },
      { name: 'Europe 3GB 30Days', sizeValue: 3, sizeUnit: 'GB', validityDays: 30 },
      { name: 'USA 5GB 30Days', countrySet: 'US', wholesalePrice: null },
    ]);
    // Whichever import came first: the plans that it made order where it costs least.
    const policies = await db.rows(sql`
      select distinct source_policy as policy, id = ${dataPlanId} as "isOurs"
      from data_plans
      where carrier = any('{esim-access,esim-go,airalo}')
      order by policy`);
    expect(policies).toEqual([
      { policy: 'cheapest', isOurs: false },
      { policy: 'preferred', isOurs: true },
    ]);
    const set = await db.row<{ countries: string[] }>(sql`
      select countries
      from country_sets
      where code = ${made[2].countrySet}`);
    expect(set?.countries).toEqual(['AT', 'DE', 'FR', 'IT']);
    const [item] = (await itemsOfPlan()).filter((one: { item: string }) => /^aus/.test(one.item));
    expect(item.networks).toEqual([{ country: 'AT', name: 'A1', technologies: ['LTE', '5G'] }]);
  });

  it('is a standing finding while a plan is sold below its cost', async () => {
    const belowCost = async () =>
      (await read('/operator/findings')).items.filter(
        ({ kind }: { kind: string }) => kind === 'sold_below_cost',
      );
    expect(await belowCost()).toMatchObject([
      {
        ...{ severity: 'warning', count: 1, since: expect.any(String) },
        text: '1 data plan is sold below the cost: Austria of esim-access ($2.00 < $3.60).',
      },
    ]);
    const setPrice = (wholesaleMinor: number) =>
      db.run(sql`
        update price_list_entries
        set wholesale_minor = ${wholesaleMinor}
        where data_plan_id = ${dataPlanId}`);
    await setPrice(360);
    expect(await belowCost()).toEqual([]);
    await setPrice(200);
  });

  it('keeps the networks of items that are known, also if nothing else changed', async () => {
    await db.run(sql`update supplier_items set networks = '[]' where carrier = 'esim-go'`);
    expect((await preview('esim-go')).lines).toEqual([]);
    const { items } = await read('/operator/supplier-items?carrier=esim-go');
    expect(items.map(({ networks }: { networks: object[] }) => networks)).toEqual([
      [{ country: 'AT', name: 'A1', technologies: ['4G', '5G'] }],
      [{ country: 'DE', name: 'Telekom', technologies: ['4G'] }],
      [{ country: 'AT', name: 'A1', technologies: ['4G', '5G'] }],
    ]);
  });

  it('finds nothing in the same catalogue again, and applies nothing twice', async () => {
    const before = [await sourcesOf(db), await itemsOfPlan(), await readPlan()];
    for (const [carrier, offers] of [
      ['esim-access', 5],
      ['esim-go', 3],
      ['airalo', 3],
    ] as const) {
      const run = await preview(carrier);
      expect([run.lines, run.unchanged]).toEqual([[], offers]);
      expect((await decide(run.id, { decision: 'apply' })).statusCode).toBe(200);
    }
    expect([await sourcesOf(db), await itemsOfPlan(), await readPlan()]).toEqual(before);
  });

  it('warns of a price above the lowest one of the plan, and keeps every price', async () => {
    austria().price = 21_000;
    const up = await preview('esim-access');
    expect(up.lines).toMatchObject([
      {
        kind: 'price_up',
        costBefore: { priceValue: 0.53 },
        cost: { amount: 2.1 },
        isBelowCost: true,
      },
    ]);
    expect(up.belowCost).toBe(1);
    expect((await decide(up.id, { decision: 'apply' })).json().belowCost).toBe(0);
    austria().price = 5_300;
    const down = await importAll('esim-access');
    expect(kinds(down.lines)).toEqual({ AT1D7: 'price_down' });
    const [item] = (await itemsOfPlan()).filter((one: { item: string }) => one.item === 'AT1D7');
    expect(item.costs.map(({ amount }: { amount: number }) => amount)).toEqual([0.53, 2.1, 0.53]);
  });

  it('switches the source of an item off that is gone, and on when it is back', async () => {
    access.supplier.packages.shift();
    const run = await importAll('esim-access');
    expect(kinds(run.lines)).toEqual({ AT1D7: 'gone' });
    const [source] = (await readPlan()).sources;
    expect(source).toMatchObject({ carrier: 'esim-access', offSince: expect.any(String) });
    // Setting the sources anew does not switch it on.
    const sources = (await readPlan()).sources.map(
      ({ carrier, item }: { carrier: string; item: string }) => ({ carrier, item }),
    );
    await operator('PUT', `/operator/data-plans/${dataPlanId}/sources`, { body: { sources } });
    expect((await readPlan()).sources[0]).toEqual(source);

    access.supplier.packages.unshift({ ...(shown[0] as (typeof shown)[number]) });
    expect(kinds((await importAll('esim-access')).lines)).toEqual({ AT1D7: 'back' });
    expect((await readPlan()).sources[0]).toMatchObject({ item: 'AT1D7', offSince: null });
  });

  it('moves an item whose terms changed to another plan', async () => {
    austria().duration = 30;
    expect(kinds((await importAll('esim-access')).lines)).toEqual({ AT1D7: 'changed' });
    expect((await readPlan()).sources[0].offSince).toEqual(expect.any(String));
    const moved = (await sourcesOf(db)).filter(({ item, isOff }) => item === 'AT1D7' && !isOff);
    expect(moved).toHaveLength(1);
    austria().duration = 7;
    await importAll('esim-access');
    expect((await readPlan()).sources[0]).toMatchObject({ item: 'AT1D7', offSince: null });
  });
});

const aPackage = (packageCode: string, location: string) => ({
  ...austria(),
  ...{ packageCode, slug: `${location}_1_7`, name: packageCode, location },
});

describe('a decision', () => {
  it('is about the chosen lines, and a dismissed item is not shown again', async () => {
    access.supplier.packages.push(aPackage('FR1', 'FR'), aPackage('IT1', 'IT'));
    const run = await preview('esim-access');
    const lineOf = (item: string) => run.lines.find((one) => one.item === item)?.line;
    const policy = 'preferred';
    const applied = await decide(run.id, { decision: 'apply', lines: [lineOf('FR1')], policy });
    expect(applied.json().counts).toContainEqual({ kind: 'new', state: 'APPLIED', lines: 1 });
    const made = await db.row(sql`
      select carrier, source_policy as policy from data_plans where name = 'FR1'`);
    expect(made).toEqual({ carrier: 'esim-access', policy });
    await decide(run.id, { decision: 'dismiss', lines: [lineOf('IT1')] });
    expect((await decide(run.id, { decision: 'apply', lines: [99] })).json().errors).toEqual([
      { path: '/lines/0', message: 'must be a line of the import' },
    ]);
    const again = await preview('esim-access');
    expect(kinds(again.lines)).toEqual({});
    access.supplier.packages.splice(shown.length);
    await importAll('esim-access');
  });

  it('counts once however often it is made at the same time', async () => {
    access.supplier.packages.push(aPackage('ES1', 'ES'));
    const run = await preview('esim-access');
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => decide(run.id, { decision: 'apply' })),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    const named = (await sourcesOf(db)).filter(({ item }) => item === 'ES1');
    expect(named).toHaveLength(1);
    const { items } = await read('/operator/data-plans?carrier=esim-access');
    const plans = items.filter(({ name }: { name: string }) => name === 'ES1');
    expect(plans).toHaveLength(1);
  });

  it('is refused for an import that is not the latest, or not read yet', async () => {
    const older = await preview('esim-access');
    await preview('esim-access');
    const late = await decide(older.id, { decision: 'apply' });
    expect([late.statusCode, late.json().code]).toEqual([409, 'invalid_state']);
    expect((await read(`/operator/catalogue-runs/${older.id}`)).counts).toEqual([]);
    const queued = await own.start('airalo');
    expect(await own.start('airalo')).toBe(queued);
    expect((await decide(queued, { decision: 'apply' })).statusCode).toBe(409);
    await own.work();
  });

  it('is written to the audit log with what it changed', async () => {
    access.supplier.packages.push(aPackage('PT1', 'PT'));
    const run = await importAll('esim-access');
    const entry = await db.row<{ target: string; after: object }>(sql`
      select target, after
      from audit_log
      where action = 'catalogue_run.applied'
      order by id desc
      limit 1`);
    expect(entry).toMatchObject({
      target: run.id,
      after: { carrier: 'esim-access', sourcesAdded: ['PT1'], plansCreated: [expect.any(String)] },
    });
  });
});

describe('a schedule', () => {
  const set = (body: object) => operator('PUT', '/operator/catalogue-schedules', { body });

  it('imports now and then every so many hours, until it is paused or ended', async () => {
    const runs = async () =>
      (await read('/operator/catalogue-runs?carrier=airalo')).items.filter(
        ({ isScheduled }: { isScheduled: boolean }) => isScheduled,
      );
    await set({ carrier: 'airalo', everyHours: 6 });
    expect(await runs()).toMatchObject([{ state: 'QUEUED' }]);
    clock.now = new Date(Date.now() + 1_000);
    await own.work();
    expect(await runs()).toMatchObject([
      { state: 'READY', offers: airalo.supplier.packages.length },
    ]);
    clock.now = new Date(clock.now.getTime() + 5 * 3_600_000);
    await own.work();
    expect(await runs()).toHaveLength(1);
    clock.now = new Date(clock.now.getTime() + 3_600_000);
    await own.work();
    expect(await runs()).toHaveLength(2);
    const paused = await set({ carrier: 'airalo', everyHours: 6, isPaused: true });
    expect(paused.json().items).toMatchObject([{ everyHours: 6, isPaused: true }]);
    clock.now = new Date(clock.now.getTime() + 12 * 3_600_000);
    await own.work();
    expect(await runs()).toHaveLength(2);
    await set({ carrier: 'airalo', everyHours: 6 });
    await own.work();
    expect(await runs()).toHaveLength(3);
    expect((await set({ carrier: 'airalo', isPaused: true })).statusCode).toBe(400);
    expect((await set({ carrier: 'airalo' })).json().items).toEqual([]);
  });
});
