import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Returns the paths (`node_modules/pg`) of the packages that a workspace needs in production, by
 * package-lock.json and sorted. Packages for one operating system only are left out: the embedded
 * PostgreSQL, which live mode does not use.
 */
export function productionPackages(root, workspace) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const found = new Set();
  visit(workspace);
  return [...found].sort();

  function visit(path) {
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } =
      packages[path];
    const isOptional = (name) => peerDependenciesMeta?.[name]?.optional === true;
    const peers = Object.keys(peerDependencies ?? {}).filter((name) => !isOptional(name));
    for (const name of [...Object.keys(dependencies ?? {}), ...peers]) add(path, name, true);
    for (const name of Object.keys(optionalDependencies ?? {})) add(path, name, false);
  }

  function add(from, name, isRequired) {
    const path = locate(from, name);
    if (path === undefined) {
      if (isRequired) throw new Error(`${from} needs ${name}, which is not in package-lock.json.`);
      return;
    }
    const { os, cpu } = packages[path];
    if (os || cpu || found.has(path)) return;
    if (!existsSync(join(root, path))) {
      if (isRequired) throw new Error(`${path} is not installed.`);
      return;
    }
    found.add(path);
    visit(path);
  }

  /** Looks where Node looks: in the package's own node_modules, then in those above it. */
  function locate(from, name) {
    for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
      const path = join(folder, 'node_modules', name);
      if (packages[path]) return path;
      if (folder === '') return undefined;
    }
  }
}
