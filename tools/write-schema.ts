import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../server/src/platform/db/connect.ts';
import { migrate } from '../server/src/platform/db/migrate.ts';
import { printSchema } from '../server/src/platform/db/print-schema.ts';
import { startTemporaryServer } from '../server/test/support/temporary-server.ts';

const root = join(import.meta.dirname, '../server');
const path = join(root, 'schema.sql');

const schema = await readSchema();
if (!process.argv.includes('--check')) {
  writeFileSync(path, schema);
} else if (!existsSync(path) || readFileSync(path, 'utf8') !== schema) {
  console.error('schema.sql is not what migrations/ makes. Run: npm run schema');
  process.exitCode = 1;
}

async function readSchema(): Promise<string> {
  const server = await startTemporaryServer();
  const db = connect({ url: server.url, maxConnections: 2, applicationName: 'write-schema' });
  try {
    await migrate(db, join(root, 'migrations'));
    return await printSchema(db);
  } finally {
    await db.close();
    await server.stop();
  }
}
