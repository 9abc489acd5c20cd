import { readFileSync } from 'node:fs';

const ASSETS = new URL('../../../assets/', import.meta.url);

/** Returns a file of `assets/`, whose place is the same for `src/` and the compiled `dist/`. */
export function readAsset(path: string): Buffer {
  return readFileSync(new URL(path, ASSETS));
}

/** Returns a JSON file of `assets/`. The tests of each reader check that it is a `Content`. */
export function readJsonAsset<Content>(path: string): Content {
  return JSON.parse(readAsset(path).toString('utf8'));
}
