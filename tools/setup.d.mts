/** The folder of the compiled store. */
export const dist: string;
/** Compiles the store when a source changed since the last time. */
export function ensureBuilt(): Promise<void>;
/** Builds the TypeScript client and the command line when a source changed since the last time. */
export function ensureClientsBuilt(): Promise<void>;
/** Does the work of this name, one at a time over all processes of this clone. */
export function alone(work: () => unknown, name?: string): Promise<void>;
