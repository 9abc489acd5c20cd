import { runNode } from './run-program.mjs';
import { ensureBuilt, ensureInstalled, server } from './setup.mjs';

await ensureInstalled();
await ensureBuilt();
// Without a process between that would end the drill before it has removed its networks.
const args = ['--import', 'tsx', 'bench/drill.ts', ...process.argv.slice(2)];
process.exitCode = await runNode(args, { cwd: server });
