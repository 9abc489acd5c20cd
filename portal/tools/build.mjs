// Builds the portal into portal/dist when a source changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressSite } from '../../tools/compress-site.mjs';
import { alone, root } from '../../tools/setup.mjs';

const portal = join(root, 'portal');
const dist = join(portal, 'dist');
const stamp = join(dist, '.built-from');
const next = join(portal, `.next-dist-${process.pid}`);

const digest = digestOfSources();
// One at a time: tests that start at once would each build it.
if (!isBuilt()) await alone(build, 'portal');

function isBuilt() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}

/** Built aside and moved, so that a killed build leaves the old one. */
async function build() {
  if (isBuilt()) return;
  console.error('Building the portal …');
  await import('./generate.mjs');
  // Whoever asks for it, tests as well: the site is what people get.
  process.env.NODE_ENV = 'production';
  const { build: bundle } = await import('vite');
  process.chdir(portal);
  await bundle({ logLevel: 'warn', build: { outDir: next, emptyOutDir: true } });
  compressSite(next);
  writeFileSync(join(next, '.built-from'), digest);
  const old = join(portal, `.old-dist-${process.pid}`);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  rmSync(old, { recursive: true, force: true });
}

function digestOfSources() {
  const hash = createHash('sha256');
  const sources = ['src', 'public', 'tools'].flatMap((folder) =>
    readdirSync(join(portal, folder), { recursive: true }).map(
      (name) => `portal/${folder}/${name}`,
    ),
  );
  const files = [
    ...sources.filter((name) => /\.\w+$/.test(name) && !/\.gen\.ts$/.test(name)).sort(),
    'portal/index.html',
    'portal/vite.config.ts',
    'server/openapi.json',
    'package-lock.json',
  ];
  for (const name of files) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update('\0');
  }
  return hash.digest('hex');
}
