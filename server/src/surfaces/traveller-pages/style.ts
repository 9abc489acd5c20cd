/** For phones first, two columns where there is room; light and dark, as the phone is. */
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
html { -webkit-text-size-adjust: 100% }
body {
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
main, footer { max-width: 58rem; margin: 0 auto; padding: 0 1.25rem }
main { padding-top: 2.25rem; padding-bottom: 2rem }
header { margin-bottom: 1.5rem }
h1 { font-size: clamp(1.75rem, 6vw, 2.4rem); line-height: 1.15; letter-spacing: -.02em }
h2 { font-size: 1.15rem; line-height: 1.3 }
h3 { font-size: 1.0625rem; line-height: 1.35 }
a { color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: .4rem }
.eyebrow { color: var(--soft); font-size: .9rem; margin-bottom: .35rem }
.lead { color: var(--soft); margin-top: .6rem; max-width: 40rem }
.soft { color: var(--soft) }
.small { font-size: .9rem }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: 1.1rem;
  padding: 1.35rem 1.35rem 1.45rem; margin-bottom: 1rem;
}
.card > h2 + * { margin-top: .4rem }
.ways { display: grid; gap: 1rem; margin-bottom: 1rem }
.ways .card { margin: 0 }
.button {
  display: block; margin-top: .9rem; padding: .8rem 1rem; border-radius: .8rem;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent);
  text-align: center; text-decoration: none; font-weight: 600;
}
.button small { display: block; font-weight: 400; font-size: .85rem }
.button.plain { background: none; color: var(--accent) }
.button:hover { filter: brightness(1.08) }
.qr { text-align: center }
.qr img {
  display: block; width: min(100%, 17rem); height: auto; margin: .2rem auto -.6rem;
  background: #fff; border-radius: .9rem; image-rendering: pixelated;
}
dl { margin-top: .9rem }
dt { color: var(--soft); font-size: .9rem; margin-top: .75rem }
dd code {
  display: block; margin-top: .25rem; padding: .65rem .8rem; border-radius: .6rem;
  background: var(--paper); border: 1px solid var(--line); overflow-wrap: anywhere;
  font: .95rem/1.45 ui-monospace, "SF Mono", "Roboto Mono", Menlo, Consolas, monospace;
  -webkit-user-select: all; user-select: all;
}
ol, .countries { padding-left: 1.3rem; margin-top: .6rem }
ol + p { margin-top: .9rem }
ol li + li { margin-top: .35rem }
.notice { border-color: transparent; background: var(--tint) }
.notice.warn { background: var(--warn-tint) }
.notice.warn h2 { color: var(--warn) }
.notice p { margin-top: .3rem }
details > summary { cursor: pointer; color: var(--accent); font-weight: 600; padding: .35rem 0 }
details[open] > summary { margin-bottom: .8rem }
.total { display: flex; align-items: baseline; gap: .6rem; flex-wrap: wrap }
.total strong { font-size: clamp(2.2rem, 9vw, 3rem); line-height: 1.1; letter-spacing: -.03em }
.group { margin-top: 2rem }
.group > h2 { margin-bottom: .8rem }
.line { display: flex; justify-content: space-between; align-items: start; gap: .8rem }
.line > :first-child { min-width: 0; overflow-wrap: anywhere }
.packages { display: grid; gap: 1rem; margin-bottom: 1rem }
.packages .card { margin: 0 }
.esims .line { align-items: center; margin-top: .8rem }
.esims .line + .line { padding-top: .8rem; border-top: 1px solid var(--line) }
.esims .name { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .7rem }
.esims .button { margin: 0; padding: .45rem 1.1rem }
.esims .link { padding: .45rem 0 }
.tag {
  flex: none; padding: .12rem .65rem; border-radius: 1rem; font-size: .85rem; font-weight: 600;
  background: var(--tint); color: var(--accent);
}
.tag.off { background: var(--paper); color: var(--soft); border: 1px solid var(--line) }
.tag.warn { background: var(--warn-tint); color: var(--warn) }
progress {
  appearance: none; -webkit-appearance: none; display: block; width: 100%; height: .6rem;
  margin: .8rem 0 .5rem; border: 0; border-radius: 1rem; overflow: hidden; background: var(--line);
}
progress::-webkit-progress-bar { background: var(--line) }
progress::-webkit-progress-value { background: var(--accent); border-radius: 1rem }
progress::-moz-progress-bar { background: var(--accent); border-radius: 1rem }
ul.plain { list-style: none; padding: 0 }
.countries { columns: 12rem; font-size: .9rem }
footer {
  padding-top: 1rem; padding-bottom: 2.5rem; font-size: .9rem; color: var(--soft);
  display: flex; justify-content: space-between; gap: 1rem; flex-wrap: wrap;
}
.brand { font-weight: 700; font-size: 1.1rem; margin-bottom: 1.2rem }
.brand img { display: block; max-width: 11rem; max-height: 3rem; width: auto; height: auto }
.support { margin-top: 2rem }
.support a { overflow-wrap: anywhere }
.lonely { max-width: 34rem; padding-top: 12vh }
@media (min-width: 46rem) {
  .ways { grid-template-columns: 1fr 1fr }
  .ways .qr { order: -1 }
  .packages { grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)) }
}
@media print {
  body { background: #fff }
  .button, footer { display: none }
}
`;
