import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { sql } from '../../platform/db/database.ts';
import { installGeography, readCatalogueVersion } from '../catalog/index.ts';
import { importCatalogue } from './index.ts';

const test = await forThisFile(createTestDatabase());
await test.db.transaction(installGeography);

beforeEach(async () => {
  await test.db.run(sql`delete from plan_costs`);
  await test.db.run(sql`delete from price_list_entries`);
  await test.db.run(sql`delete from data_plans`);
});

const NOW = new Date('2026-04-30T09:55:36.430Z');
const HEADER = 'name,size,validity_days,country_set,carrier,wholesale_price,cost,retired';
const EUROPE = 'Europe 1 GB,1 GB,30,EU,alpine,2.90,1.80,';
const WORLD = 'World,500 MB,unlimited,WWW,alpine,,,';

function run(lines: string[], isDryRun = false) {
  const input = { csv: lines.join('\n'), isDryRun, priceListId: undefined };
  return test.db.transaction((tx) => importCatalogue({ db: tx, now: NOW }, input));
}

function stored() {
  return test.db.rows(sql`
    select plan.name, size_value::float8, size_unit, validity_days, country_set, wholesale_minor,
      cost_minor, retired_at is not null as retired
    from data_plans as plan
    left join price_list_entries as price on price.data_plan_id = plan.id
    left join plan_costs as cost on cost.data_plan_id = plan.id
    order by plan.name`);
}

describe('an import of data plans', () => {
  it('an import of data plans creates plans with prices and costs, and is idempotent', async () => {
    expect(await run([HEADER, EUROPE, WORLD])).toMatchObject({ unchanged: 0, errors: [] });
    expect(await stored()).toMatchObject([
      { name: 'Europe 1 GB', size_value: 1, validity_days: 30, wholesale_minor: 290n },
      { name: 'World', size_value: 500, validity_days: null, wholesale_minor: null },
    ]);
    const version = await readCatalogueVersion(test.db);
    expect(await run([HEADER, EUROPE, WORLD])).toMatchObject({ unchanged: 2, changes: [] });
    expect(await readCatalogueVersion(test.db)).toBe(version);
  });

  it('a dry run of an import of data plans shows the changes, and changes nothing', async () => {
    await run([HEADER, EUROPE]);
    const { changes } = await run(['name;wholesale_price;retired', 'Europe 1 GB;2,50;yes'], true);
    expect(changes).toMatchObject([
      {
        line: 2,
        action: 'update',
        fields: [
          { field: 'retired', before: 'false', after: 'true' },
          { field: 'wholesale_price', before: '2.90 USD', after: '2.50 USD' },
        ],
      },
    ]);
    expect(await stored()).toMatchObject([{ wholesale_minor: 290n, retired: false }]);
  });

  it('an import of data plans keeps the fields of empty cells and absent columns', async () => {
    await run([HEADER, EUROPE]);
    await run(['name,cost', 'Europe 1 GB,1.70']);
    expect(await stored()).toMatchObject([
      { size_value: 1, country_set: 'EU', wholesale_minor: 290n, cost_minor: 170n },
    ]);
  });

  it('an import of data plans with a wrong line imports nothing, and names every wrong line', async () => {
    const { errors } = await run([
      HEADER,
      EUROPE,
      'No size,,30,EU,alpine,1,1,',
      'Nowhere,1 GB,30,ATLANTIS,alpine,1,1,',
      'Cheap,1 GB,30,EU,alpine,1.999,1,',
      'Long,1 GB,forever,EU,alpine,1,1,',
      EUROPE,
      'Big,one GB,30,EU,alpine,1,1,',
    ]);
    expect(errors).toEqual([
      { line: 3, reason: 'size is missing' },
      { line: 4, reason: 'country_set is "ATLANTIS", which is no country set' },
      { line: 5, reason: 'wholesale_price is "1.999" and not an amount in USD such as 1.49' },
      { line: 6, reason: 'validity_days is "forever" and neither a number nor "unlimited"' },
      { line: 7, reason: 'is the same as line 2' },
      { line: 8, reason: 'size is "one GB" and not like 1 GB or 500 MB' },
    ]);
    expect(await stored()).toEqual([]);
  });
});

describe('an import of country sets', () => {
  it('an import of country sets creates regions and edits sets, which migrate keeps', async () => {
    const lines = ['code,name,countries', 'NORDICS,Nordic countries,SE NO dk', 'EU,,AT DE'];
    expect(await run(lines)).toMatchObject({ errors: [], changes: [{}, {}] });
    await test.db.transaction(installGeography);
    const sets = await test.db.rows(sql`
      select code, name, countries
      from country_sets
      where code in ('NORDICS', 'EU')
      order by code`);
    expect(sets).toEqual([
      { code: 'EU', name: 'Europe', countries: ['AT', 'DE'] },
      { code: 'NORDICS', name: 'Nordic countries', countries: ['DK', 'NO', 'SE'] },
    ]);
  });

  it('an import of country sets refuses unknown countries and the code of a country', async () => {
    const { errors } = await run([
      'code,name,countries',
      'XSET,Nowhere,QQ',
      'XY,Short,AT',
      'AT,,DE',
    ]);
    expect(errors).toHaveLength(3);
  });
});
