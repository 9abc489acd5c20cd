import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const SERVER = join(import.meta.dirname, '../..');
/** Every way from a test to the PostgreSQL of the run. */
const WAYS = ['test/support/database.ts', 'test/support/temporary-server.ts'].map((file) =>
  join(SERVER, file),
);
const IMPORT = /^(?:import|export|\})(?! type)[^']*'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;

/** A release has the migrations and the statements that other tests run on each version. */
const RELEASE = 'test/package.test.ts';
/** A page in a browser sends requests that other tests send on each version. */
const BROWSER = join(SERVER, 'test/support/chromium.ts');
/** The clients of the API, whose operations other tests call on each version. */
const CLIENTS = ['sdks', 'cli', 'examples', 'integrations'].map(
  (name) => `../${name}/**/*.test.ts`,
);

/**
 * Returns the test files whose result cannot depend on the version of PostgreSQL: clients of the
 * API, browser tests, and all that open no PostgreSQL of the run, over any number of imports. Tests
 * that start a whole store, such as the journeys of the portal, start it with the packaged
 * PostgreSQL, which is 18.
 */
export function versionFreeTests(): string[] {
  const own = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('node_modules'))
    .filter((file) => file === RELEASE || isVersionFree(join(SERVER, file)));
  return [...CLIENTS, ...own];
}

function isVersionFree(file: string): boolean {
  return !reaches(file, WAYS, new Set()) || reaches(file, [BROWSER], new Set());
}

function reaches(file: string, goals: string[], seen: Set<string>): boolean {
  if (goals.includes(file)) return true;
  if (seen.has(file) || !file.endsWith('.ts') || !existsSync(file)) return false;
  seen.add(file);
  const imports = [...readFileSync(file, 'utf8').matchAll(IMPORT)];
  return imports.some(([, path, later]) =>
    reaches(resolve(dirname(file), path ?? later ?? ''), goals, seen),
  );
}
