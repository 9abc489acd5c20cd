/** Writes the generated sources before any test imports them: a fresh clone has none. */
export default async function generate(): Promise<void> {
  await import('../../tools/generate.mjs');
}
