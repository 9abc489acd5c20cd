// Writes dist/gigastore-woocommerce.zip, which WordPress installs under Plugins > Add New > Upload.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { zip } from '../../../tools/zip.mjs';
import { compile } from './translations.mjs';

const NAME = 'gigastore-woocommerce';
const home = join(import.meta.dirname, '..');
const root = join(home, '../..');
const { values } = parseArgs({ options: { to: { type: 'string', default: join(home, 'dist') } } });

const own = [
  `${NAME}.php`,
  'uninstall.php',
  'README.md',
  ...['src', 'templates', 'languages'].flatMap(tree),
];
const entries = [
  ...own.map((path) => file(home, path)),
  ...['LICENSE', 'NOTICE'].map((path) => file(root, path)),
  ...own.filter((path) => path.endsWith('.po')).map(compiled),
];
const path = join(values.to, `${NAME}.zip`);
mkdirSync(values.to, { recursive: true });
writeFileSync(path, zip(entries.sort((a, b) => (a.path < b.path ? -1 : 1))));
console.log(path);

function tree(folder) {
  const found = readdirSync(join(home, folder), { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1));
}

function file(folder, path) {
  return { path: `${NAME}/${path}`, content: readFileSync(join(folder, path)) };
}

function compiled(path) {
  const content = compile(readFileSync(join(home, path), 'utf8'));
  return { path: `${NAME}/${path.replace(/\.po$/, '.mo')}`, content };
}
