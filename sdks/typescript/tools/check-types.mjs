// Writes the generated sources of the client again, and checks its types, those of the command line
// that uses it, and those of their tests.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import './generate.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
for (const project of [
  'sdks/typescript',
  'sdks/typescript/test',
  'sdks/cross-platform',
  'sdks/cross-platform/test',
  'cli',
  'cli/test',
  'examples/shop/test',
  'integrations',
]) {
  const args = ['node_modules/typescript/bin/tsc', '-p', project];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  process.exitCode ||= status ?? 1;
}
