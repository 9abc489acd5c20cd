import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const manifest = readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8');

/** The version of this program. */
export const VERSION: string = (JSON.parse(manifest) as { version: string }).version;

/** The version of the original API whose clients are understood. */
export const API_VERSION = '1.3.5';
