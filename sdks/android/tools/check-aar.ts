import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FILES = ['AndroidManifest.xml', 'R.txt', 'classes.jar', 'proguard.txt'];

/** Returns what is wrong with the AAR that Maven has put together: a sentence each. */
export async function checkAar(home: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-aar-'));
  try {
    const built = await readdir(join(home, 'target'));
    const aar = built.find((name) => name.endsWith('.aar'));
    if (aar === undefined) return ['there is none'];
    await run('jar', ['xf', join(home, 'target', aar)], { cwd: folder });
    const files = (await readdir(folder)).filter((name) => name !== 'META-INF').sort();
    if (`${files}` !== `${FILES}`) return [`it has ${files}, not ${FILES}`];
    const { stdout } = await run('jar', ['tf', join(folder, 'classes.jar')]);
    const read = (name: string) => readFile(join(folder, name), 'utf8');
    return faultsOf(
      stdout.split('\n'),
      await read('AndroidManifest.xml'),
      await read('proguard.txt'),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every class that a manifest or a rule names is there, and nothing of tests or other packages. */
function faultsOf(classes: string[], manifest: string, rules: string): string[] {
  const has = (name: string) => classes.includes(`${name.replaceAll('.', '/')}.class`);
  const started = [...manifest.matchAll(/android:name="(com\.gigastore\.[^"]+)"/g)];
  const kept = [...rules.matchAll(/class (com\.gigastore\.[\w.]+)/g)];
  const named = [...started, ...kept].map(([, name = '']) => name);
  const absent = named.filter((name) => !has(name)).map((name) => `${name} is not in classes.jar`);
  const unkept = started
    .map(([, name = '']) => name)
    .filter((name) => !rules.includes(`${name} {`))
    .map((name) => `R8 may rename ${name}, which the manifest names`);
  const foreign = classes
    .filter((name) => name.endsWith('.class'))
    .filter((name) => !name.startsWith('com/gigastore/sdk/') || /Test|Fake/.test(name))
    .filter((name) => !name.includes('GigastoreOptions$TestPhone'))
    .map((name) => `${name} does not belong there`);
  const bare = started.length < 3 ? ['its manifest names too few components'] : [];
  return [...bare, ...absent, ...unkept, ...foreign];
}
