/** One record of RFC 4180, its line break included; an absent value is an empty field. */
export function toCsvLine(fields: readonly (string | undefined)[]): string {
  return `${fields.map((field) => quote(field ?? '')).join(',')}\r\n`;
}

function quote(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
