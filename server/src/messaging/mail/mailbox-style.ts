import { createHash } from 'node:crypto';

export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #10201d; --soft: #4c5f5b; --paper: #f1f5f3; --card: #fff; --line: #d7e0dd;
  --accent: #0b6e5f; --on-accent: #fff; --tint: #e0f0ec; --warn: #8a4b00; --warn-tint: #fdf1df;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e7efed; --soft: #a3b5b0; --paper: #0d1513; --card: #16211e; --line: #2b3a36;
    --accent: #5fd0ba; --on-accent: #06231d; --tint: #17332d; --warn: #f5b85f; --warn-tint: #33260f;
  }
}
* { box-sizing: border-box; margin: 0 }
body {
  background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
main { max-width: 52rem; margin: 0 auto; padding: 2.25rem 1.25rem 3rem }
h1 { font-size: 1.8rem; line-height: 1.2; letter-spacing: -.02em; overflow-wrap: anywhere }
p + h1 { margin-top: .6rem }
h2 { font-size: 1.05rem; margin: 1.75rem 0 .6rem }
a { color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: .4rem }
.soft { color: var(--soft) }
.lead { color: var(--soft); margin-top: .5rem }
form { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1.5rem 0; align-items: center }
input, button {
  font: inherit; color: inherit; padding: .5rem .8rem; border-radius: .6rem;
  border: 1px solid var(--line); background: var(--card);
}
input { flex: 1 1 16rem; min-width: 0 }
button { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 1rem }
.empty { padding: 2.5rem 1.5rem; text-align: center }
.empty h2 { margin-top: 0 }
.empty p { max-width: 32rem; margin: .6rem auto 0 }
ul { list-style: none; padding: 0; overflow: hidden }
li + li { border-top: 1px solid var(--line) }
.mail { display: block; padding: .85rem 1.2rem; color: inherit; text-decoration: none }
.mail:hover { background: var(--tint) }
.mail b, .mail span { overflow-wrap: anywhere }
.line { display: flex; justify-content: space-between; gap: 1rem; align-items: baseline }
.line > :last-child { flex: none }
.tag {
  display: inline-block; padding: .05rem .6rem; border-radius: 1rem; font-size: .85rem;
  background: var(--tint); color: var(--accent);
}
.tag.failed { background: var(--warn-tint); color: var(--warn) }
.tag.waiting { background: none; color: var(--soft); box-shadow: inset 0 0 0 1px var(--line) }
nav { display: flex; justify-content: space-between; gap: 1rem; margin-top: 1rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem; margin: 1rem 0 }
dt { color: var(--soft) }
dd { overflow-wrap: anywhere }
iframe { display: block; width: 100%; height: 46rem; border: 0; border-radius: 1rem }
pre {
  padding: 1.1rem 1.2rem; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .9rem/1.5 ui-monospace, "SF Mono", "Roboto Mono", Menlo, Consolas, monospace;
}
.files a { display: block; padding: .65rem 1.2rem }
`;

export const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
