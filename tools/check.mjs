import { spawn } from 'node:child_process';
import { ensureInstalled, root } from './setup.mjs';

const steps = [
  ['format and lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '.'],
  ['types', 'node_modules/typescript/bin/tsc', '-p', 'server'],
  ['spelling', 'tools/check-spelling.mjs'],
  ['tidy', 'node_modules/vitest/vitest.mjs', 'run', '--root', 'server', 'test/tidy.test.ts'],
];
const portalTypes = ['portal types', 'portal/tools/check-types.mjs'];
const clientTypes = ['client types', 'sdks/typescript/tools/check-types.mjs'];
const unused = ['unused code', 'node_modules/knip/bin/knip.js', '--treat-config-hints-as-errors'];

await ensureInstalled();
// The check of the clients' types writes their generated sources, whose imports knip follows.
const clients = Promise.all([portalTypes, clientTypes].map(run));
const all = [...steps.map(run), clients, clients.then(() => run(unused))];
const results = (await Promise.all(all)).flat();
for (const { name, code, output } of results) {
  if (code !== 0) console.log(output);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
}
process.exitCode = results.some(({ code }) => code !== 0) ? 1 : 0;

function run([name, ...args]) {
  return new Promise((resolve) => {
    // The tidy test reads files only, so it needs no database.
    const env = { ...process.env, GIGASTORE_TEST_POSTGRES: 'none' };
    const options = { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] };
    const child = spawn(process.execPath, args, options);
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) => resolve({ name, code, output }));
  });
}
