import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { runNode } from './run-program.mjs';
import { ensureInstalled, root, server } from './setup.mjs';

await ensureInstalled();
ensureBrowser();
const directory = mkdtempSync(join(tmpdir(), 'gigastore-report-'));
const report = join(directory, 'report.json');
const code = await runNode(
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: server },
);
const { passed, failed } = count();
rmSync(directory, { recursive: true, force: true });
console.log('Left out: the Python client (node tools/run.mjs sdks/python/tools/test.ts).');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = code;

/** A file that cannot be loaded, or a run that broke off, counts as one that failed. */
function count() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    const isBroken = (file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
    const broken = numFailedTests + testResults.filter(isBroken).length;
    return { passed: numPassedTests, failed: code === 0 ? broken : Math.max(broken, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
