import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compile, readTranslations, TEMPLATE, templateOf } from '../tools/translations.mjs';

const home = join(import.meta.dirname, '..');
const GERMAN = join(home, 'languages/gigastore-woocommerce-de_DE.po');

/** Builds the package. Returns its files, by their paths. */
function build(): Map<string, Buffer> {
  const to = mkdtempSync(join(tmpdir(), 'gigastore-zip-'));
  try {
    const args = [join(home, 'tools/package.mjs'), '--to', to];
    const path = execFileSync(process.execPath, args, { encoding: 'utf8' }).trim();
    return unzip(readFileSync(path));
  } finally {
    rmSync(to, { recursive: true, force: true });
  }
}

/** Reads an archive by its directory, as programs do. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = archive.length - 22;
  let at = archive.readUInt32LE(end + 16);
  expect(at + archive.readUInt32LE(end + 12)).toBe(end);
  while (at < end) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [packed, length] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const path = archive.toString('utf8', at + 46, at + 46 + length);
    const start = archive.readUInt32LE(at + 42) + 30 + length;
    const content = inflateRawSync(archive.subarray(start, start + packed));
    expect([path, crc32(content)]).toEqual([path, archive.readUInt32LE(at + 16)]);
    files.set(path, content);
    at += 46 + length;
  }
  expect(files.size).toBe(archive.readUInt16LE(end + 10));
  return files;
}

/** The binary form of translations, as PHP reads it. */
function readBinary(mo: Buffer): Map<string, string> {
  const read = (table: number, index: number) => {
    const [length, offset] = [0, 4].map((field) => mo.readUInt32LE(table + 8 * index + field));
    return mo.toString('utf8', offset, (offset ?? 0) + (length ?? 0));
  };
  const [count, ids, texts] = [8, 12, 16].map((at) => mo.readUInt32LE(at)) as [
    number,
    number,
    number,
  ];
  return new Map(Array.from({ length: count }, (_, at) => [read(ids, at), read(texts, at)]));
}

it('the package of the plug-in has its sources, licence and translations, and nothing else', () => {
  const files = build();
  const paths = [...files.keys()];
  for (const path of ['gigastore-woocommerce.php', 'uninstall.php', 'LICENSE', 'src/client.php']) {
    expect(paths).toContain(`gigastore-woocommerce/${path}`);
  }
  expect(paths.every((path) => path.startsWith('gigastore-woocommerce/'))).toBe(true);
  expect(paths.filter((path) => !/\.(php|po|pot|mo|md)$|\/(LICENSE|NOTICE)$/.test(path))).toEqual(
    [],
  );
  expect(paths.filter((path) => /test|tools|fake/.test(path))).toEqual([]);
  const main = files.get('gigastore-woocommerce/gigastore-woocommerce.php')?.toString();
  for (const [, part] of main?.matchAll(/^\t\t'([a-z-]+)',$/gm) ?? []) {
    expect(paths).toContain(`gigastore-woocommerce/src/${part}.php`);
  }
  const german = files.get('gigastore-woocommerce/languages/gigastore-woocommerce-de_DE.mo');
  expect(readBinary(german ?? Buffer.alloc(28)).get('Stock')).toBe('Lagerbestand');
});

it('the same sources make the same package', () => {
  expect([...build()]).toEqual([...build()]);
});

it('the template has every text of the plug-in, and the German translation each of them', () => {
  const template = readFileSync(TEMPLATE, 'utf8');
  expect(template).toBe(templateOf());
  const german = readTranslations(readFileSync(GERMAN, 'utf8'));
  const marks = (text = '') => text.match(/%\d?\$?s|\{\w+\}/g)?.sort();
  for (const [text] of readTranslations(template)) {
    expect(german.get(text), text).toBeTruthy();
    if (text !== '') expect(marks(german.get(text)), text).toEqual(marks(text));
  }
  expect(german.size).toBe(readTranslations(template).size);
});

it('compiled translations are sorted, as gettext looks for them by halves', () => {
  const binary = [...readBinary(compile(readFileSync(GERMAN, 'utf8'))).keys()];
  const sorted = binary.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(binary).toEqual(sorted);
});
