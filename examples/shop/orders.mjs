import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * The orders of the shop in one file, which is replaced at once: a shop that dies keeps all that it
 * has written. A real shop has a database.
 */
export function openOrders(path) {
  const kept = read(path) ?? { orders: {}, webhook: null };
  return {
    get: (id) => kept.orders[id],
    all: () => Object.values(kept.orders),
    create(order) {
      const id = randomUUID();
      return save(id, { id, state: 'open', topUps: 0, isLow: false, ...order });
    },
    update: (id, changes) => save(id, { ...kept.orders[id], ...changes }),
    webhook: () => kept.webhook,
    keepWebhook(webhook) {
      kept.webhook = webhook;
      write();
      return webhook;
    },
  };

  function save(id, order) {
    kept.orders[id] = order;
    write();
    return order;
  }

  function write() {
    writeFileSync(`${path}.next`, JSON.stringify(kept, null, 2), { mode: 0o600 });
    renameSync(`${path}.next`, path);
  }
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
