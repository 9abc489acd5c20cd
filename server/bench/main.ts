import { busyRows } from './busy.ts';
import { distributedRows } from './distributed.ts';
import { fullRows } from './full.ts';
import { growthRows } from './growth.ts';
import { inventoryRows } from './inventory.ts';
import { operatorRows } from './operator.ts';
import { pageRows } from './pages.ts';
import { portalRows } from './portal.ts';
import { radiusRows } from './radius.ts';
import { registerRows } from './register.ts';
import { scrollRows } from './scroll.ts';
import { searchRows } from './search.ts';
import { startRows } from './start.ts';
import { supplierOrderRows } from './supplier-orders.ts';
import { openBenchStore } from './support/bench-store.ts';
import { printTable, type Row } from './support/row.ts';
import { usageRows } from './usage.ts';
import { usageFileRows } from './usage-files.ts';
import { webhookRows } from './webhooks.ts';

/** `npm run bench` measures everything; `npm run bench -- register inventory` what is named. */
const SCENARIOS: Record<
  string,
  (store: Awaited<ReturnType<typeof openBenchStore>>) => Promise<Row[]>
> = {
  register: registerRows,
  busy: busyRows,
  distributed: distributedRows,
  full: fullRows,
  growth: growthRows,
  inventory: inventoryRows,
  pages: pageRows,
  operator: operatorRows,
  portal: portalRows,
  radius: radiusRows,
  scroll: scrollRows,
  search: searchRows,
  'supplier-orders': supplierOrderRows,
  usage: usageRows,
  'usage-files': usageFileRows,
  webhooks: webhookRows,
  start: startRows,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SCENARIOS));
if (unknown.length > 0) {
  console.error(`There is no scenario ${unknown.join(', ')}. Known: ${Object.keys(SCENARIOS)}.`);
  process.exit(2);
}

const rows: Row[] = [];
for (const [name, run] of Object.entries(SCENARIOS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`Measuring ${name} …`);
  const store = await openBenchStore();
  try {
    rows.push(...(await run(store)));
  } finally {
    await store.close();
  }
}
console.log(printTable(rows));
