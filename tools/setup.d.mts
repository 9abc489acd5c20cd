/** Builds the TypeScript client and the command line when a source changed since the last time. */
export function ensureClientsBuilt(): Promise<void>;
