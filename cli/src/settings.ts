import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { readSecret } from './keychain.ts';

const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
/** The bits of a file mode for users other than the owner. */
const OTHERS = 0o077;

/** A store and a key of one of its accounts. The secret may be in the keychain instead. */
export type Profile = { url: string; clientId: string; clientSecret?: string };
export type Settings = { current: string; profiles: Record<string, Profile> };

/** Returns the folder of the command line's own files. */
function settingsFolder(): string {
  const { GIGASTORE_CONFIG_HOME, XDG_CONFIG_HOME } = process.env;
  return GIGASTORE_CONFIG_HOME || join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'gigastore');
}

export function readSettings(): Settings {
  return readJson<Settings>('settings.json') ?? { current: 'default', profiles: {} };
}

/** Returns what the file has, or undefined if there is none. */
export function readJson<Content>(name: string): Content | undefined {
  try {
    return JSON.parse(readFileSync(join(settingsFolder(), name), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes the file at once, for its owner only: a process that is killed leaves the old one. */
export function writeJson(name: string, content: unknown): void {
  const path = join(settingsFolder(), name);
  mkdirSync(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER });
  const next = `${path}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify(content, null, 2)}\n`, { mode: OWNER_ONLY });
  renameSync(next, path);
}

/** Returns the profile to use: of the environment, by its name, or the current one. */
export function findProfile(name?: string): Required<Profile> | undefined {
  const { GIGASTORE_URL, GIGASTORE_CLIENT_ID, GIGASTORE_CLIENT_SECRET } = process.env;
  if (!name && GIGASTORE_URL && GIGASTORE_CLIENT_ID && GIGASTORE_CLIENT_SECRET) {
    return {
      url: GIGASTORE_URL,
      clientId: GIGASTORE_CLIENT_ID,
      clientSecret: GIGASTORE_CLIENT_SECRET,
    };
  }
  const { current, profiles } = readSettings();
  const profile = profiles[name ?? current];
  if (!profile) return undefined;
  const clientSecret = profile.clientSecret ?? readSecret(profile);
  return clientSecret === undefined ? undefined : { ...profile, clientSecret };
}

/** Returns where the login is from, and whether only its owner can read it. */
export function describeSettings({ clientId }: Profile): {
  found: string;
  passed?: boolean;
  advice?: string;
} {
  const { GIGASTORE_CLIENT_ID } = process.env;
  const path = join(settingsFolder(), 'settings.json');
  const kept = Object.entries(readSettings().profiles).find(([, one]) => one.clientId === clientId);
  if (!kept) return { found: `${GIGASTORE_CLIENT_ID ?? clientId} of the environment` };
  const [name, { clientSecret }] = kept;
  const where = clientSecret === undefined ? 'the keychain' : path;
  const found = `profile ${name}, with its secret in ${where}`;
  const isOpen = (statSync(path).mode & OTHERS) !== 0 && platform() !== 'win32';
  if (clientSecret === undefined || !isOpen) return { found };
  return { passed: false, found: `${path} can be read by others`, advice: `chmod 600 ${path}` };
}
