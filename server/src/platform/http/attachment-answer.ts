/** Returns the `Content-Disposition` of a download, in letters of any language (RFC 8187). */
export function attachmentNamed(filename: string): string {
  const extended = encodeURIComponent(filename).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${extended}`;
}
