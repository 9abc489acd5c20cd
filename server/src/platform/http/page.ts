import { createHash } from 'node:crypto';
import { escapeHtml } from '../../kernel/html.ts';
import { addVary } from './headers.ts';
import type { Reply, Request } from './typed-app.ts';

const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #16202c; --soft: #5b6b7c; --paper: #f6f8fa;
  --card: #fff; --line: #dfe5ec; --accent: #0b6bcb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8edf3; --soft: #9aa9b9; --paper: #0f151c;
    --card: #18212b; --line: #2a3643; --accent: #6cb4ff;
  }
}
* { box-sizing: border-box }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
main { max-width: 46rem; margin: 0 auto; padding: 4rem 1.5rem }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.02em }
p { margin: .5rem 0 }
a { color: var(--accent) }
.soft { color: var(--soft) }
.tag {
  display: inline-block; padding: .1rem .6rem; border: 1px solid var(--line);
  border-radius: 1rem; font-size: .85rem; color: var(--soft);
}
nav {
  display: grid; gap: 1rem; margin: 2rem 0;
  grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
}
nav a, pre {
  display: block; padding: 1rem 1.2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: .75rem;
}
nav a { color: inherit; text-decoration: none }
nav a:hover, nav a:focus-visible { border-color: var(--accent) }
nav b { display: block; color: var(--accent) }
nav span { font-size: .9rem; color: var(--soft) }
code { font: .9em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace }
pre { overflow-x: auto }
form { display: grid; gap: 1rem; max-width: 24rem; margin: 2rem 0 }
label { display: grid; gap: .3rem }
input, button {
  font: inherit; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--card); color: inherit;
}
button { background: var(--accent); border-color: var(--accent); color: var(--paper) }
table { width: 100%; border-collapse: collapse; margin: 2rem 0 }
td, th {
  padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line);
  text-align: left; vertical-align: top;
}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Headers of an HTML page; `policy` adds to a policy that allows nothing. */
export function pageHeaders(policy: string): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': [
      "default-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      policy,
    ].join('; '),
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}

const PAGE_POLICY = `style-src 'sha256-${STYLE_HASH}'; img-src data:`;
const PAGE_HEADERS = pageHeaders(PAGE_POLICY);
const SCRIPTED_HEADERS = pageHeaders(`${PAGE_POLICY}; script-src 'self'`);

type Titled = {
  title: string;
  language: string;
  headers?: Record<string, string>;
  /** The path of the one script that the page may run. */
  script?: string;
};

/**
 * Sends a plain page without scripts, in English by default; `content` is HTML, its texts escaped
 * with `escapeHtml`. `headers` add to those of a page, or replace them.
 */
export function sendPage(reply: Reply, titled: string | Titled, content: string): Reply {
  const { title, language, headers, script }: Titled =
    typeof titled === 'string' ? { title: titled, language: 'en' } : titled;
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>${script ? `\n<script src="${script}"></script>` : ''}
</head>
<body><main>${content}</main></body>
</html>
`;
  return reply.headers({ ...(script ? SCRIPTED_HEADERS : PAGE_HEADERS), ...headers }).send(html);
}

/** Returns whether the request is a browser's for a page; programs get the same as JSON. */
export function wantsPage(request: Request, reply: Reply): boolean {
  addVary(reply, 'Accept');
  return request.headers.accept?.includes('text/html') ?? false;
}

/** Returns escaped HTML in which \`words\` in backticks are code. */
export function toHtml(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}
