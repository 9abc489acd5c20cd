import { runTypeScript } from './run-program.mjs';
import { ensureInstalled, server } from './setup.mjs';

await ensureInstalled();
process.exitCode = await runTypeScript(['bench/main.ts', ...process.argv.slice(2)], {
  cwd: server,
});
