import { runTypeScript } from './run-program.mjs';
import { ensureBuilt, ensureInstalled, server } from './setup.mjs';

await ensureInstalled();
await ensureBuilt();
process.exitCode = await runTypeScript(['bench/main.ts', ...process.argv.slice(2)], {
  cwd: server,
});
