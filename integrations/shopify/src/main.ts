#!/usr/bin/env node
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Gigastore } from 'gigastore';
import { openJournal } from './journal.ts';
import { log } from './log.ts';
import { isSettled, planOrder } from './plan.ts';
import { openQueue } from './queue.ts';
import { createBridge } from './server.ts';
import { readSettings, type Settings } from './settings.ts';

async function start(settings: Settings): Promise<void> {
  const journal = await openJournal(settings.journal, (error) => {
    // A restart knows what is on the disk, and Shopify delivers the rest again.
    log('journal failed', { message: String(error) });
    process.exit(1);
  });
  const store = new Gigastore(settings.store);
  const queue = openQueue({ store, journal, settings });
  const server = createBridge({ settings, journal, queue });
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  log('ready', { url: `http://${settings.host}:${port}` });
  for (const [orderId, known] of journal.known) {
    // What the store had refused is tried again: the list of SKUs may have been corrected.
    for (const [unit, { state }] of known.units) if (state === 'refused') known.units.delete(unit);
    if (!isSettled(planOrder(known, Date.now()))) queue.wake(orderId);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      server.close();
      await queue.stop();
      await journal.close();
      process.exit(0);
    });
  }
}

try {
  await start(readSettings(process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
