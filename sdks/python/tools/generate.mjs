// Writes the generated modules of the Python client: its table of operations, models and methods.
import { writeFileSync } from 'node:fs';
import { readDocument } from '../../tools/read-document.mjs';
import { methodsOf } from './methods.mjs';
import { modelsOf } from './models.mjs';

const out = new URL('../gigastore/', import.meta.url);
const document = readDocument();

write('models_gen.py', modelsOf(document));
write('operations_gen.py', operationsOf(document));
write('methods_gen.py', methodsOf(document));

function write(name, text) {
  writeFileSync(new URL(name, out), `# Generated from server/openapi.json.\n${text}`);
}

/** The table of operations: name, method, path, access, what is safe, and how lists are paged. */
function operationsOf({ operations }) {
  const rows = operations.map((one) => {
    const row = [
      ...[one.name, one.method, one.path, one.access, one.takesKey, one.isRead],
      ...[one.list?.paging ?? null, one.list?.items ?? null],
    ];
    return `    (${row.map(toPython).join(', ')}),\n`;
  });
  return `OPERATIONS = [\n${rows.join('')}]\n`;
}

function toPython(value) {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
}
