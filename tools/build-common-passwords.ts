// Builds server/assets/common-passwords.bin from two lists of passwords that are known from data
// breaches: `passwords.json` of the npm package @zxcvbn-ts/language-common and the unpacked
// `common-passwords.txt` of Django.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const TARGET = new URL('../server/assets/common-passwords.bin', import.meta.url);
const SHORTEST = 6;
const ENTRY_BYTES = 4;

const [jsonPath = '', textPath = ''] = process.argv.slice(2);
const listed: string[] = JSON.parse(readFileSync(jsonPath, 'utf8'));
const lines = readFileSync(textPath, 'utf8').split('\n');
const passwords = [...listed, ...lines].map((text) => text.trim().toLowerCase());
const beginnings = passwords
  .filter((text) => text.length >= SHORTEST)
  .map((text) => createHash('sha256').update(text).digest().readUInt32BE());
const sorted = [...new Set(beginnings)].sort((a, b) => a - b);

const file = Buffer.alloc(sorted.length * ENTRY_BYTES);
sorted.forEach((beginning, index) => {
  file.writeUInt32BE(beginning, index * ENTRY_BYTES);
});
writeFileSync(TARGET, file);
process.stdout.write(`${sorted.length} passwords\n`);
