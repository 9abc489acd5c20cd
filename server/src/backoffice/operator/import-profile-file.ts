import {
  BadProfileFile,
  type ImportedProfiles,
  importProfiles,
  SANDBOX_CARRIER,
} from '../../connectivity/carriers/index.ts';
import { audit } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';

type ProfileFile = {
  carrier: string;
  csv: string;
  fileName?: string | undefined;
  isDryRun: boolean;
  takesUnusualIccids: boolean;
};

type Outcome = {
  batchId: string | null;
  profiles: number;
  unusualIccids: number;
  errorCount: number;
  errors: BadProfileFile['badLines'];
};

/**
 * Imports the profiles of a file, or only checks it. Returns the wrong lines, if there are any: the
 * caller ends the transaction then, which undoes the import. Throws `invalid_request`.
 */
export async function importProfileFile(scope: Scope, file: ProfileFile): Promise<Outcome> {
  if (file.carrier === SANDBOX_CARRIER) {
    throw invalid('/carrier', 'must not be the carrier of the sandbox, which makes its profiles');
  }
  const { actor } = scope;
  const importedByName = 'name' in actor ? actor.name : undefined;
  try {
    const done = await importProfiles(scope.db, { ...file, importedByName });
    if (done.batchId !== null) noteImport(scope, file, done);
    const { imported: profiles, unusualIccids, batchId } = done;
    return { batchId, profiles, unusualIccids, errorCount: 0, errors: [] };
  } catch (error) {
    if (!(error instanceof BadProfileFile)) throw error;
    const { badLines: errors, badLineCount: errorCount } = error;
    return { batchId: null, profiles: 0, unusualIccids: 0, errorCount, errors };
  }
}

function noteImport(scope: Scope, { carrier, fileName }: ProfileFile, done: ImportedProfiles) {
  const after = { carrier, fileName: fileName ?? null, profiles: done.imported };
  audit(scope, { action: 'profiles.imported', target: done.batchId, before: null, after });
}
