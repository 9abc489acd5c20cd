import type { Plugin } from 'vite';

/**
 * What VitePress says of its search to assistive technology, and what is true: it is a dialog with
 * a list of links, and no button with a box of choices, in which nothing can be read.
 */
const WORDINGS: readonly (readonly [said: RegExp, meant: string])[] = [
  [
    new RegExp(
      [
        'role="button"',
        ':aria-owns="[^"]*"',
        'aria-expanded="true"',
        'aria-haspopup="listbox"',
        'aria-labelledby="localsearch-label"',
      ].join(String.raw`\s+`),
    ),
    'role="dialog" aria-modal="true" :aria-label="buttonText"',
  ],
  [/:aria-activedescendant="[^"]*"\s+aria-autocomplete="both"/, ''],
  [/:role="results\?\.length \? 'listbox' : undefined"/, ''],
  [/:aria-selected="[^"]*"\s+role="option"/, ''],
  [/:aria-label="\[\.\.\.p\.titles, p\.title\]\.join\(' > '\)"/, ''],
  [/<kbd :aria-label=/g, '<kbd role="img" :aria-label='],
];

/** Makes the search of VitePress accessible. */
export function searchDialog(): Plugin {
  return {
    name: 'gigastore:search-dialog',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/VPLocalSearchBox.vue')) return undefined;
      return WORDINGS.reduce((text, [said, meant]) => {
        if (text.search(said) < 0) this.error(`the search of VitePress has no ${said}`);
        return text.replace(said, meant);
      }, code);
    },
  };
}
