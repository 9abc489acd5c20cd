import { airaloSupplier } from '../../simulators/airalo/supplier.ts';
import { esimAccessSupplier } from '../../simulators/esim-access/supplier.ts';
import { esimGoSupplier } from '../../simulators/esim-go/supplier.ts';
import { startSimulator } from '../../simulators/simulator.ts';
import { createSupplierCatalogueTasks } from '../../src/commerce/supplier-catalogues/index.ts';
import { openOrderingCarriers } from '../../src/connectivity/carriers/index.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';
import { openStore } from './app.ts';
import { personOf } from './people.ts';

type Line = Record<string, unknown> & { line: number; item: string; kind: string };
type Preview = Record<string, unknown> & { id: string; lines: Line[] };

/** A store whose three suppliers are simulated, and an operator who imports their catalogues. */
export async function openCatalogues({ goCurrency = 'USD' } = {}) {
  const { access, go, airalo, store } = await openSuppliers(goCurrency);
  const { db } = store;
  const { call: operator } = await personOf(store, '', 'operator');
  const outgoing = createOutgoing();
  const clock = { now: new Date() };

  /** Runs the job of the worker once, with connectors that remember nothing. */
  async function work(): Promise<void> {
    const now = () => clock.now;
    const parts = { outgoing, record: () => undefined, now, deadlineMs: 2_000, perSecond: 5_000 };
    const carriers = openOrderingCarriers(store.parts.config.suppliers, parts);
    const log = { error() {}, info() {} };
    const tasks = createSupplierCatalogueTasks({ db, log, realNow: now, carriers });
    await tasks['read-supplier-catalogues']?.({}, new AbortController().signal);
  }

  async function read(path: string) {
    const answer = await operator('GET', path);
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.body}`);
    return answer.json();
  }

  async function start(carrier: string): Promise<string> {
    const answer = await operator('POST', '/operator/catalogue-runs', { body: { carrier } });
    clock.now = new Date(Math.max(Date.now(), clock.now.getTime()) + 1);
    return answer.json().id;
  }

  /** Imports the catalogue of a carrier, and returns the run with its lines. */
  async function preview(carrier: string): Promise<Preview> {
    const id = await start(carrier);
    await work();
    const run = await read(`/operator/catalogue-runs/${id}`);
    const { items } = await read(`/operator/catalogue-runs/${id}/lines?limit=200`);
    return { ...run, lines: items };
  }

  const decide = (id: string, body: object) =>
    operator('POST', `/operator/catalogue-runs/${id}/decide`, { body });

  return {
    ...{ db, store, operator, clock, access, go, airalo, work, read, start, preview, decide },
    /** Imports the catalogue of a carrier and applies all of its lines. */
    async importAll(carrier: string): Promise<Preview> {
      const run = await preview(carrier);
      const answer = await decide(run.id, { decision: 'apply' });
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return run;
    },
    async close() {
      await Promise.all([access.close(), go.close(), airalo.close(), outgoing.close()]);
      await store.close();
    },
  };
}

/** Starts the suppliers on loopback, and a store that orders from them. */
async function openSuppliers(goCurrency: string) {
  const access = await startSimulator(esimAccessSupplier({ accessCode: 'code' }), {
    isLimited: false,
  });
  const go = await startSimulator(esimGoSupplier({ apiKey: 'key' }), { isLimited: false });
  const partner = { clientId: 'client', clientSecret: 'secret' };
  const airalo = await startSimulator(airaloSupplier(partner), { isLimited: false });
  const store = await openStore({
    GIGASTORE_ESIM_ACCESS_CODE: 'code',
    GIGASTORE_ESIM_ACCESS_URL: access.url,
    GIGASTORE_ESIM_GO_KEY: 'key',
    GIGASTORE_ESIM_GO_URL: `${go.url}/v2.5`,
    GIGASTORE_ESIM_GO_CURRENCY: goCurrency,
    GIGASTORE_AIRALO_CLIENT_ID: partner.clientId,
    GIGASTORE_AIRALO_CLIENT_SECRET: partner.clientSecret,
    GIGASTORE_AIRALO_URL: airalo.url,
  });
  return { access, go, airalo, store };
}

/** Returns the sources of all plans that have some, by plan. */
export function sourcesOf(db: Database) {
  return db.rows<{ plan: string; carrier: string; item: string; isOff: boolean }>(sql`
    select plan.name as plan, source.carrier, source.item, source.off_since is not null as "isOff"
    from plan_sources as source
    join data_plans as plan on plan.id = source.data_plan_id
    order by plan.name, source.carrier`);
}
