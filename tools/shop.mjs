import { ensureClientsBuilt, ensureInstalled } from './setup.mjs';

await ensureInstalled();
await ensureClientsBuilt();
await import('../examples/shop/shop.mjs');
