import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { runNode } from './run-program.mjs';
import { ensureInstalled, root, server } from './setup.mjs';

const SLOWEST = 12;

await ensureInstalled();
ensureBrowser();
const directory = mkdtempSync(join(tmpdir(), 'gigastore-tests-'));
const file = join(directory, 'summary.json');
const code = await runNode(
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    `--reporter=${join(root, 'tools/test-summary.mjs')}`,
    ...process.argv.slice(2),
  ],
  { cwd: server, env: { ...process.env, GIGASTORE_TEST_SUMMARY: file } },
);
const { passed, failures, flaky, files } = readSummary();
rmSync(directory, { recursive: true, force: true });
const slowest = files.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
console.log('The slowest files:');
for (const { name, milliseconds } of slowest) console.log(`${inSeconds(milliseconds)}  ${name}`);
const LEFT_OUT = {
  'Android SDK': 'sdks/android',
  'Python client': 'sdks/python',
  'generated client': 'sdks/generated',
  'iOS SDK': 'sdks/ios',
  'WooCommerce plug-in': 'integrations/woocommerce',
};
for (const [name, folder] of Object.entries(LEFT_OUT)) {
  console.log(`Left out: the ${name} (node tools/run.mjs ${folder}/tools/test.ts).`);
}
for (const name of flaky) console.log(`FLAKY ${name}: passed on its second attempt only`);
for (const { name, message } of failures) console.log(`FAILED ${name}: ${message}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = code;

/**
 * Returns the summary of the run. A run that ended early, or failed without a summary, is one
 * failure.
 */
function readSummary() {
  try {
    const summary = JSON.parse(readFileSync(file, 'utf8'));
    if (code === 0 || summary.failures.length > 0) return summary;
    return { ...summary, failures: [{ name: 'the run', message: `ended with code ${code}` }] };
  } catch {
    const failures = [{ name: 'the run', message: 'broke off' }];
    return { passed: 0, failures, flaky: [], files: [] };
  }
}

function inSeconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1).padStart(7)} s`;
}
