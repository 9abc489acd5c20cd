// Builds the guides into docs/dist when a source changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressSite } from '../../tools/compress-site.mjs';
import { alone, root } from '../../tools/setup.mjs';

/** What `leanPages` makes good. */
const ASSIGNED = /assigns to bundle variable/;

const docs = join(root, 'docs');
const dist = join(docs, 'dist');
const stamp = join(dist, '.built-from');
const next = join(docs, `.next-dist-${process.pid}`);

const digest = digestOfSources();
// One at a time: VitePress has one folder for what it makes on the way.
if (!isBuilt()) await alone(build, 'docs');

function isBuilt() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}

/** Built aside and moved, so that a killed build leaves the old one. */
async function build() {
  if (isBuilt()) return;
  console.error('Building the guides …');
  process.env.NODE_ENV = 'production';
  process.env.GIGASTORE_DOCS_OUT = next;
  const { build: render } = await import('vitepress');
  await quietly(() => render(docs));
  compressSite(next);
  writeFileSync(join(next, '.built-from'), digest);
  const old = join(docs, `.old-dist-${process.pid}`);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  rmSync(old, { recursive: true, force: true });
}

/** The progress is nothing for our output; what went wrong is thrown. */
async function quietly(work) {
  const { stdout, stderr } = process;
  const write = [stdout.write, stderr.write];
  const said = [];
  stdout.write = stderr.write = (text) => said.push(text) > 0;
  try {
    await work();
    said.length = 0;
  } finally {
    [stdout.write, stderr.write] = write;
    stderr.write(said.filter((text) => !ASSIGNED.test(text)).join(''));
  }
}

function digestOfSources() {
  const inside = readdirSync(docs, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((name) => !/\/(dist|cache|\.temp|node_modules|\.\w+-dist-\d+)\//.test(name));
  const outside = ['portal/src/look/tokens.css', 'server/openapi.json', 'package-lock.json'];
  const hash = createHash('sha256');
  for (const name of [...inside.sort(), ...outside]) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update('\0');
  }
  return hash.digest('hex');
}
