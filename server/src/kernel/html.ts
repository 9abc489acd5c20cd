/** Text that is HTML already; anything else is escaped where it is put into some. */
export type Html = { readonly html: string };
type Part = Html | string | number | undefined | readonly Part[];

/**
 * Returns HTML with its parts filled in: texts escaped, lists one after the other, undefined left
 * out.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let filled = '';
  for (let index = 0; index < strings.length; index += 1) {
    filled += strings[index] + render(parts[index]);
  }
  return { html: filled };
}

/** Returns a text that is safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(render).join('');
}
