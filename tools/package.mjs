import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { productionPackages } from './production-packages.mjs';
import { runNode } from './run-program.mjs';
import { end, ensureBuilt, ensureInstalled, root } from './setup.mjs';
import { tar } from './tar.mjs';

const FILE_MODE = 0o644;
const PROGRAM_MODE = 0o755;
/**
 * Type declarations and source maps of packages, which nothing reads in production, and the weights
 * of fonts that no invoice is printed in.
 */
const UNUSED =
  /\.d\.[cm]?ts$|\.map$|\.tsbuildinfo$|\/fonts\/Noto\w+-(?!(Regular|Bold)\.)\w+\.[ot]tf$|\/files\/noto-(?!sans-thai-thai-[47]00-normal\.woff$)/;
const LAUNCHER = `#!/bin/sh
# Runs a command of Gigastore: bin/gigastore serve
exec node "$(dirname "$(readlink -f "$0")")/../server/dist/main.js" "$@"
`;

const { values } = parseArgs({ options: { to: { type: 'string', default: 'release' } } });

await ensureInstalled();
await ensureBuilt();
if ((await runNode([join(root, 'tools/build-sites.mjs')])) !== 0)
  end('The portal or the guides do not build.');

const { version } = JSON.parse(readFileSync(join(root, 'server/package.json'), 'utf8'));
const mtimeSeconds = readTime();
const name = `gigastore-${version}`;
const directory = resolve(root, values.to);
const archive = gzipSync(tar(collect(), { mtimeSeconds }));
const checksum = createHash('sha256').update(archive).digest('hex');
mkdirSync(directory, { recursive: true });
writeFileSync(join(directory, `${name}.tar.gz`), archive);
writeFileSync(join(directory, `${name}.tar.gz.sha256`), `${checksum}  ${name}.tar.gz\n`);
console.log(`${join(directory, `${name}.tar.gz`)} (${archive.length} bytes)`);

/** Returns all files of the release, sorted by their path. */
function collect() {
  const release = { version, commit: readGit('rev-parse', 'HEAD'), node: '>=20.19' };
  const entries = [
    text('bin/gigastore', LAUNCHER, PROGRAM_MODE),
    text('release.json', `${JSON.stringify(release, null, 2)}\n`),
    ...['LICENSE', 'NOTICE', 'CHANGELOG.md', 'server/package.json'].map(file),
    ...['server/dist', 'server/migrations', 'server/assets', 'portal/dist', 'docs/dist'].flatMap(
      tree,
    ),
    ...productionPackages(root, 'server')
      .filter((path) => !path.includes('node_modules/@types/'))
      .flatMap((path) => tree(path).filter((entry) => !UNUSED.test(entry.path))),
  ];
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Packages inside a package are entries of their own in package-lock.json. */
function tree(path) {
  const found = readdirSync(join(root, path), { withFileTypes: true });
  return found.flatMap((entry) => {
    const inside = `${path}/${entry.name}`;
    if (entry.name === 'node_modules' || entry.name === '.built-from') return [];
    if (entry.isDirectory()) return tree(inside);
    return entry.isFile() ? [file(inside)] : [];
  });
}

function file(path) {
  return { path: `${name}/${path}`, content: readFileSync(join(root, path)), mode: FILE_MODE };
}

function text(path, content, mode = FILE_MODE) {
  return { path: `${name}/${path}`, content: Buffer.from(content), mode };
}

/** The time of every file: the same commit makes the same archive. */
function readTime() {
  const given = process.env.SOURCE_DATE_EPOCH || readGit('log', '-1', '--format=%ct');
  return given ? Number(given) : Math.floor(Date.now() / 1000);
}

function readGit(...args) {
  try {
    return execFileSync('git', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return null;
  }
}
