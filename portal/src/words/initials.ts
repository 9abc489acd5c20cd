/** Returns the first letters of a person's first and last name. */
export function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  const [first = '', last = ''] = [parts[0], parts.length > 1 ? parts.at(-1) : ''];
  return `${first.charAt(0)}${last.charAt(0)}`.toUpperCase();
}
