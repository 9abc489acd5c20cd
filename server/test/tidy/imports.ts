import {
  ALL_EDGE,
  ENTRIES,
  GROUPS,
  LOOKS_INSIDE,
  PACKAGES,
  PLUMBING,
  ROOT_FILES,
  SLICES,
} from './law/groups.ts';
import { faceOf } from './layout.ts';
import { fileRule, treeRule } from './rule.ts';
import { groupOf, type Import, isOutsideProduct, partOf, type Source } from './source.ts';

/** Files of a slice that speak HTTP: the routes, and the schemas that describe their bodies. */
const SPEAKS_HTTP = /[/-](routes|schemas?)\.ts$/;

/** Who may use whom: downwards and to the left in GROUPS, by the front door. */
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
  if (isEnteredAside(taken) && !LOOKS_INSIDE.includes(path)) return `import ${to} by its index.ts`;
  if (isOutsideProduct(path)) return undefined;
  if (ENTRIES.includes(to) && path !== 'src/main.ts') return `only src/main.ts asks ${to}`;
  if (groupOf(path) === undefined || mayUse(from, to)) return undefined;
  return `${from} may not use ${to}, which stands above it; turn the call around, or pass it in`;
}

function isEnteredAside({ target }: Import): boolean {
  const group = groupOf(target);
  const isKnown = group !== undefined && (group in GROUPS || ENTRIES.includes(group));
  if (!isKnown || PLUMBING.includes(group)) return false;
  return target !== faceOf(target);
}

/** Whether the slice `to` stands before the slice `from` in the law. */
export function mayUse(from: string, to: string): boolean {
  if (from === 'commands' && ROOT_FILES.includes(to)) return to !== 'src/main.ts';
  return SLICES.includes(to) && SLICES.indexOf(to) <= SLICES.indexOf(from);
}

/** Returns the first circle of imports; undefined if there is none. */
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

/** No file imports itself through others, not even a type. */
export const circles = treeRule('import-circle', (sources) => {
  const needs = sources.map(({ path, imports }): [string, string[]] => [
    path,
    imports.filter(({ isOurs, isLate }) => isOurs && !isLate).map(({ target }) => target),
  ]);
  const circle = circleIn(Object.fromEntries(needs));
  if (!circle) return [];
  return [{ path: circle[0] ?? '', line: 1, remedy: `break the circle ${circle.join(' → ')}` }];
});

/** Verbs and stores know no HTTP; they may name its types, not run it. */
export const httpAtTheEdge = fileRule('http-at-the-edge', ({ path, imports }) => {
  const part = partOf(path);
  if (isOutsideProduct(path) || !isInSlice(path) || ALL_EDGE.includes(part)) return [];
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

/** Whether the file belongs to a slice of the domain, not to the plumbing or the root. */
export function isInSlice(path: string): boolean {
  const group = groupOf(path);
  return group !== undefined && !PLUMBING.includes(group);
}
