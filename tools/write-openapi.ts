import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from '../server/src/app.ts';
import { apiDocument } from '../server/src/surfaces/reference/index.ts';
import { partsWithoutDatabase } from '../server/test/support/parts-without-database.ts';

const path = join(import.meta.dirname, '../server/openapi.json');

const document = `${JSON.stringify(await readDocument(), null, 2)}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(path, document);
} else if (!existsSync(path) || readFileSync(path, 'utf8') !== document) {
  console.error('openapi.json is not what the routes say. Run: npm run openapi');
  process.exitCode = 1;
}

async function readDocument(): Promise<object> {
  const app = await buildApp(partsWithoutDatabase());
  await app.ready();
  const document = apiDocument(app);
  await app.close();
  return document;
}
