import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { followNpm } from './follow-npm.mjs';
import { root } from './setup.mjs';

const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');

/** Runs Node on the arguments, passes signals on, and gives the exit code. */
export function runNode(args, options = {}) {
  followNpm();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
    // Ctrl-C reaches the child by itself; this process only has to wait for it to end.
    const ignore = () => {};
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', ignore).on('SIGTERM', pass).on('SIGHUP', pass);
    child.on('error', reject).on('close', (code) => resolve(code ?? 1));
  });
}

/** Runs a TypeScript file as it is, without building. */
export function runTypeScript(args, options) {
  return runNode([tsx, ...args], options);
}
