// Changes important lines one at a time, in a checkout aside, and says which tests notice.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutations } from './mutation-list.mjs';
import { end, ensureInstalled, root } from './setup.mjs';

const wanted = process.argv.slice(2);
const chosen = mutations.filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
);
if (chosen.length === 0) end(`No mutation is named like ${wanted.join(', ')}.`);

await ensureInstalled();
const directory = mkdtempSync(join(tmpdir(), 'gigastore-mutations-'));
const checkout = join(directory, 'checkout');
git('worktree', 'add', '--quiet', '--detach', checkout, 'HEAD');
const missed = [];
try {
  for (const place of ['.', 'server', 'portal']) {
    symlinkSync(join(root, place, 'node_modules'), join(checkout, place, 'node_modules'));
  }
  for (const mutation of chosen) if (!notices(mutation)) missed.push(mutation.name);
} finally {
  git('worktree', 'remove', '--force', checkout);
  rmSync(directory, { recursive: true, force: true });
}
console.log(`${chosen.length - missed.length} of ${chosen.length} mutations are noticed`);
for (const name of missed) console.log(`NOT NOTICED: ${name}`);
process.exitCode = missed.length > 0 ? 1 : 0;

function notices({ name, changes, tests }) {
  const originals = new Map();
  const stale = changes.filter(({ file, from, to }) => {
    const path = join(checkout, 'server', file);
    const source = readFileSync(path, 'utf8');
    if (!originals.has(path)) originals.set(path, source);
    const parts = source.split(from);
    writeFileSync(path, parts.join(to));
    return parts.length !== 2;
  });
  const failures = stale.length === 0 ? run(tests) : [];
  for (const [path, source] of originals) writeFileSync(path, source);
  for (const { file, from } of stale) console.log(`${file} does not have exactly once: ${from}`);
  console.log(`${name}: ${failures.length} tests fail`);
  for (const failure of failures) console.log(`  ${failure}`);
  return failures.length > 0;
}

/** Runs these tests on the changed checkout and returns the names of those that fail. */
function run(tests) {
  const report = join(directory, 'report.json');
  rmSync(report, { force: true });
  const vitest = join(checkout, 'node_modules/vitest/vitest.mjs');
  const args = ['run', '--reporter=json', `--outputFile.json=${report}`, ...tests];
  spawnSync(process.execPath, [vitest, ...args], { cwd: join(checkout, 'server') });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((each) => each.status === 'failed');
    const isBroken = status === 'failed' && failed.length === 0;
    const file = name.slice(join(checkout, 'server').length + 1);
    return isBroken ? [file] : failed.map(({ fullName }) => `${file}: ${fullName}`);
  });
}

function git(...args) {
  const { status, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) end(`git ${args.join(' ')}: ${stderr}`);
}
