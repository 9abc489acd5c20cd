const SAMPLE_BYTES = 48 * 1024;

/** Returns the beginning of a file in base64, for a trial of its format. */
export async function sampleOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, SAMPLE_BYTES).arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
