import { runTypeScript } from './run-program.mjs';
import { end, ensureInstalled } from './setup.mjs';

const args = process.argv.slice(2);
if (args.length === 0) end('Usage: node scripts/run.mjs <file.ts> [arguments]');
await ensureInstalled();
process.exitCode = await runTypeScript(args);
