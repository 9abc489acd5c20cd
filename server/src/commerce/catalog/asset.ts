import { readFileSync } from 'node:fs';

const ASSETS = new URL('../../../assets/', import.meta.url);

/** A file of `assets/`: the same place seen from `src/` and from the compiled `dist/`. */
export function readAsset(path: string): Buffer {
  return readFileSync(new URL(path, ASSETS));
}

/** A JSON file of `assets/`, taken for `Content`: the tests beside each reader check that it is. */
export function readJsonAsset<Content>(path: string): Content {
  return JSON.parse(readAsset(path).toString('utf8'));
}
