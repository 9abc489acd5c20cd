// Runs the bridge to Shopify in a clone.
import { runTypeScript } from './run-program.mjs';
import { ensureClientsBuilt, ensureInstalled } from './setup.mjs';

await ensureInstalled();
await ensureClientsBuilt();
process.exitCode = await runTypeScript(['integrations/shopify/src/main.ts']);
