import type { Source } from './source.ts';

/** One breach: where, and what to write instead. */
export type Breach = { path: string; line: number; rule: string; remedy: string };

/** Looks at all files together and gives what breaks it. */
export type Rule = { name: string; check(sources: readonly Source[]): Breach[] };

type Found = { line: number; remedy: string };

/** A rule that looks at one file at a time. */
export function fileRule(name: string, look: (source: Source) => Found[]): Rule {
  return treeRule(name, (sources) =>
    sources.flatMap((source) => look(source).map((found) => ({ path: source.path, ...found }))),
  );
}

/** A rule that needs to see all files. */
export function treeRule(
  name: string,
  look: (sources: readonly Source[]) => (Found & { path: string })[],
): Rule {
  return { name, check: (sources) => look(sources).map((found) => ({ rule: name, ...found })) };
}

/** `src/credits/store.ts:12 line-length: …`, one line a breach. */
export function printBreaches(breaches: readonly Breach[]): string {
  return breaches
    .map(({ path, line, rule, remedy }) => `${path}:${line} ${rule}: ${remedy}`)
    .join('\n');
}
