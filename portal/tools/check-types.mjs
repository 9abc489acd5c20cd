// Writes what the portal knows of the API again, and checks the portal's types against it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import './generate.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const args = ['node_modules/typescript/bin/tsc', '-p', 'portal'];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
