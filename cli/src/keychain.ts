import { spawnSync } from 'node:child_process';
import { platform } from 'node:os';

type Key = { url: string; clientId: string };

const SERVICE = 'gigastore';

/** Stores a secret in the system's keychain. Returns false if there is no usable keychain. */
export function keepSecret({ url, clientId }: Key, secret: string): boolean {
  const account = `${clientId}@${url}`;
  if (platform() === 'darwin') {
    // `-w` last reads the secret from the input, so that no list of processes shows it.
    const args = ['add-generic-password', '-U', '-s', SERVICE, '-a', account, '-w'];
    return run('security', args, `${secret}\n${secret}\n`) !== undefined;
  }
  const args = ['store', '--label', `Gigastore ${account}`, 'service', SERVICE, 'account', account];
  return hasSecretService() && run('secret-tool', args, secret) !== undefined;
}

/** Returns the secret of a key, if the system's keychain has it. */
export function readSecret({ url, clientId }: Key): string | undefined {
  const account = `${clientId}@${url}`;
  if (platform() === 'darwin') {
    return run('security', ['find-generic-password', '-s', SERVICE, '-a', account, '-w']);
  }
  if (!hasSecretService()) return undefined;
  return run('secret-tool', ['lookup', 'service', SERVICE, 'account', account]);
}

/** Deletes the secret of a key from the keychain, if it is there. */
export function deleteSecret({ url, clientId }: Key): void {
  const account = `${clientId}@${url}`;
  if (platform() === 'darwin') {
    run('security', ['delete-generic-password', '-s', SERVICE, '-a', account]);
  } else if (hasSecretService()) {
    run('secret-tool', ['clear', 'service', SERVICE, 'account', account]);
  }
}

function hasSecretService(): boolean {
  return platform() === 'linux' && Boolean(process.env.DBUS_SESSION_BUS_ADDRESS);
}

function run(program: string, args: string[], input = ''): string | undefined {
  const { status, stdout } = spawnSync(program, args, { input, encoding: 'utf8' });
  return status === 0 ? stdout.trimEnd() : undefined;
}
