import {
  ALL_EDGE,
  ARROWS,
  ENTRIES,
  LOOKS_INSIDE,
  PACKAGES,
  PLUMBING,
  TYPES_FOR_PLUMBING,
} from './law.ts';
import { fileRule, treeRule } from './rule.ts';
import { type Import, isOutsideProduct, partOf, type Source } from './source.ts';

/** Files of a slice that speak HTTP: the routes, and the schemas that describe their bodies. */
const SPEAKS_HTTP = /[/-](routes|schemas?)\.ts$/;

/** Who may take what from whom: the arrows of the law, by the front door. */
export const arrows = fileRule('import-arrows', (source) =>
  source.imports.flatMap((taken) => {
    const remedy = taken.isOurs ? forbidden(source, taken) : undefined;
    return remedy ? [{ line: taken.line, remedy }] : [];
  }),
);

function forbidden({ path }: Source, taken: Import): string | undefined {
  const [from, to] = [partOf(path), partOf(taken.target)];
  if (from === to) return undefined;
  if (path.startsWith('src/') && !taken.target.startsWith('src/')) {
    return path.endsWith('.test.ts') ? undefined : `the product does not import ${to}/`;
  }
  if (isEnteredAside(taken, from, to) && !LOOKS_INSIDE.includes(path))
    return `import ${to} by its index.ts`;
  if (isOutsideProduct(path)) return undefined;
  if (from in PLUMBING) return forbiddenToPlumbing(from, taken);
  if (ENTRIES.includes(to) && path !== 'src/main.ts') return `only src/main.ts asks ${to}`;
  if (!(from in ARROWS) || !(to in ARROWS) || ARROWS[from]?.includes(to)) return undefined;
  return `${from} may not ask ${to}; turn the call around, or decide the arrow in ARROWS`;
}

function isEnteredAside({ target, isType }: Import, from: string, to: string): boolean {
  if (!(to in ARROWS) || target === `src/${to}/index.ts`) return false;
  return !(isType && TYPES_FOR_PLUMBING[from]?.includes(target));
}

function forbiddenToPlumbing(from: string, { target, isType }: Import): string | undefined {
  const isAllowed =
    PLUMBING[from]?.includes(partOf(target)) ||
    (isType && TYPES_FOR_PLUMBING[from]?.includes(target));
  return isAllowed ? undefined : `${from} is plumbing and may not know ${target}; pass it in`;
}

/** The arrows of the law, followed, never come back. */
export function circleIn(arrowsOf: Record<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const follow = (part: string, way: string[]): string[] | undefined => {
    if (way.includes(part)) return [...way.slice(way.indexOf(part)), part];
    if (done.has(part)) return undefined;
    for (const next of arrowsOf[part] ?? []) {
      const circle = follow(next, [...way, part]);
      if (circle) return circle;
    }
    done.add(part);
    return undefined;
  };
  return Object.keys(arrowsOf).reduce<string[] | undefined>(
    (found, part) => found ?? follow(part, []),
    undefined,
  );
}

/** No file needs itself: what a file runs is loaded before it, all the way down. */
export const circles = treeRule('import-circle', (sources) => {
  const values = sources.map(({ path, imports }): [string, string[]] => [
    path,
    imports
      .filter(({ isOurs, isType, isLate }) => isOurs && !isType && !isLate)
      .map(({ target }) => target),
  ]);
  const circle = circleIn(Object.fromEntries(values));
  if (!circle) return [];
  return [{ path: circle[0] ?? '', line: 1, remedy: `break the circle ${circle.join(' → ')}` }];
});

/** An arrow that nothing uses is an invitation. */
export const unusedArrows = treeRule('unused-arrow', (sources) => {
  const used = new Set(
    sources
      .filter(({ path }) => !isOutsideProduct(path))
      .flatMap(({ path, imports }) =>
        imports.map(({ target }) => `${partOf(path)} → ${partOf(target)}`),
      ),
  );
  return Object.entries(ARROWS)
    .flatMap(([from, targets]) => targets.map((to) => `${from} → ${to}`))
    .filter((arrow) => !used.has(arrow))
    .map((arrow) => ({ path: 'test/tidy/law.ts', line: 1, remedy: `take out ${arrow}` }));
});

/** Verbs and stores know no HTTP; they may name its types, not run it. */
export const httpAtTheEdge = fileRule('http-at-the-edge', ({ path, imports }) => {
  const part = partOf(path);
  if (isOutsideProduct(path) || !(part in ARROWS) || ALL_EDGE.includes(part)) return [];
  if (SPEAKS_HTTP.test(path)) return [];
  return imports
    .filter(({ target, isType }) => partOf(target) === 'http' && !isType)
    .map(({ line }) => ({ line, remedy: 'move what needs HTTP into routes.ts or a schema file' }));
});

/** Some packages are known by one part only. */
export const packages = fileRule('package-owner', ({ path, imports }) => {
  if (isOutsideProduct(path)) return [];
  return imports.flatMap(({ target, isOurs, line }) => {
    const owners = isOurs || !Object.hasOwn(PACKAGES, target) ? undefined : PACKAGES[target];
    if (!owners || owners.includes(partOf(path))) return [];
    return [{ line, remedy: `${target} is for ${owners.join(', ')}; use what is offered there` }];
  });
});
