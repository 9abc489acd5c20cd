/** Writes an event with its fields: codes and IDs, no secrets and no personal data. */
export function log(event: string, fields: Record<string, unknown> = {}): void {
  console.log(JSON.stringify({ at: new Date().toISOString(), event, ...fields }));
}
