import type { MarkdownRenderer } from 'vitepress';

type Attributes = Record<string, unknown> & { class?: unknown; style?: unknown };
type Node = { properties: Attributes };

/** Colours of code are classes: the policy of the site allows no style in the page. */
export const dressTokens = {
  pre(node: Node) {
    delete node.properties.style;
  },
  span(node: Node) {
    const [, name] = /var\(--code-(?:token-)?([\w-]+)\)/.exec(String(node.properties.style)) ?? [];
    delete node.properties.style;
    if (name) node.properties.class = `k-${name}`;
  },
};

const LABELS: Record<string, string> = {
  sh: 'Shell',
  bash: 'Shell',
  ts: 'TypeScript',
  js: 'Node',
  kotlin: 'Kotlin',
  swift: 'Swift',
};
const SCREEN = /portal\/([\w-]+)-1440-light\.webp$/;

/** Adds what our pages have beyond Markdown: labelled code, pictures of the portal, plain links. */
export function dressMarkdown(md: MarkdownRenderer): void {
  const { fence, image, link_open: openLink } = md.renderer.rules;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const [language = '', word = ''] = token?.info.split(/\s+/) ?? [];
    const isAnswer = word === 'answer';
    const [, file] = /^\[(.+)\]$/.exec(word) ?? [];
    const label = isAnswer ? 'Answer' : (file ?? LABELS[language] ?? language);
    if (token) token.info = token.info.replace(/\s+(answer|no-run.*)$/, '');
    const html = fence?.(tokens, index, options, env, self) ?? '';
    return html
      .replace(/^<div class="/, `<div class="${isAnswer ? 'is-answer ' : ''}`)
      .replace(/<span class="lang">[^<]*/, `<span class="lang">${label}`);
  };
  md.renderer.rules.image = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const source = String(token?.attrGet('src'));
    const html = image?.(tokens, index, options, env, self) ?? '';
    if (!SCREEN.test(source)) return html;
    const [light, dark] = [html, html.replaceAll('-light.webp', '-dark.webp')];
    const screen = (one: string, name: string) =>
      one.replace('<img ', `<img class="screen only-${name}" loading="lazy" `);
    return `${screen(light, 'light')}${screen(dark, 'dark')}`;
  };
  // The server's own pages are not pages of this site, so the browser has to load them.
  md.renderer.rules.link_open = (tokens, index, options, env, self) => {
    const token = tokens[index];
    if (/^\/docs\/(api\/|errors)/.test(String(token?.attrGet('href')))) {
      token?.attrSet('target', '_self');
    }
    const html = openLink?.(tokens, index, options, env, self);
    // VitePress takes a path with an extension for a file of the site.
    return (html ?? self.renderToken(tokens, index, options)).replace(
      /"\/docs(\/(openapi|postman)\.json")/,
      '"$1',
    );
  };
}
