import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schema } from '../src/platform/config/environment.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFile(join(root, 'deploy', path), 'utf8');
const has = (program: string, argument = '--version') => !spawnSync(program, [argument]).error;
const VARIABLES = new Set([...Object.keys(schema.shape), 'NODE_ENV']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigastore-machines-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const UNITS = ['gigastore-store.service', 'gigastore-worker.service', 'gigastore-migrate.service'];

describe('the systemd units', () => {
  it.each(UNITS)('unit %s runs a command of the release as its own user', async (unit) => {
    const text = await read(`systemd/${unit}`);
    const [, command] =
      /^ExecStart=\/usr\/bin\/env node server\/dist\/main\.js (\w+)$/m.exec(text) ?? [];
    expect(['serve', 'worker', 'migrate']).toContain(command);
    expect(text).toContain('\nUser=gigastore\n');
    const named = [...text.matchAll(/^Environment=(\w+)=/gm)].map(([, name = '']) => name);
    expect(named.filter((name) => !VARIABLES.has(name))).toEqual([]);
  });

  it.runIf(has('systemd-analyze'))('the systemd units pass systemd-analyze verify', async () => {
    // The paths of an installation are not there.
    for (const unit of UNITS) {
      const text = (await read(`systemd/${unit}`))
        .replace(/^EnvironmentFile=.*$/m, '')
        .replace(/^WorkingDirectory=.*$/m, `WorkingDirectory=${folder}`)
        .replace(/^(User|Group)=.*$/gm, '');
      await writeFile(join(folder, unit), text);
    }
    const { stderr } = await run('systemd-analyze', [
      'verify',
      '--man=no',
      ...UNITS.map((unit) => join(folder, unit)),
    ]);
    expect(stderr.split('\n').filter((line) => line.includes('gigastore'))).toEqual([]);
  });
});

describe('the failover set', () => {
  it.runIf(has('patroni'))('Patroni accepts its configuration', async () => {
    // Patroni asks whether its etcd is there, and whether it may listen.
    const etcd = createServer().listen(0, '127.0.0.1');
    await once(etcd, 'listening');
    const { port } = etcd.address() as AddressInfo;
    const path = join(folder, 'patroni.yml');
    const text = (await read('patroni/patroni.yml'))
      .replace(/hosts: \[.*\]/, `hosts: [127.0.0.1:${port}]`)
      .replace(/^ {2}bin_dir: .*$/m, '');
    await writeFile(path, text);
    const here = (await read('patroni/node.env.example'))
      .replace(/LISTEN=.*/g, 'LISTEN=127.0.0.1:0')
      .replace(/DATA_DIR=.*/, `DATA_DIR=${join(folder, 'data')}`);
    const env = { ...process.env, ...variablesIn(here) };
    const { stdout, stderr } = await run('patroni', ['--validate-config', path], { env });
    etcd.close();
    expect(stdout + stderr).toBe('');
  });

  it.runIf(has('haproxy', '-v'))('HAProxy accepts its configuration', async () => {
    const path = join(root, 'deploy/patroni/haproxy.cfg');
    const { stdout } = await run('haproxy', ['-c', '-f', path]);
    expect(stdout).toContain('Configuration file is valid');
  });

  it('the failover set is strict, fenced, and pools by transaction', async () => {
    const patroni = parse(await read('patroni/patroni.yml'));
    const { ttl, loop_wait, retry_timeout, ...dcs } = patroni.bootstrap.dcs;
    expect(dcs).toMatchObject({ synchronous_mode: true, synchronous_mode_strict: true });
    expect(ttl).toBeGreaterThanOrEqual(loop_wait + 2 * retry_timeout);
    expect(dcs.postgresql.parameters.synchronous_commit).toBe('on');
    expect(patroni.watchdog.mode).toBe('required');
    const proxy = await read('patroni/haproxy.cfg');
    expect(proxy).toContain('GET /primary');
    expect(proxy).toContain('on-marked-down shutdown-sessions');
    expect(await read('patroni/pgbouncer.ini')).toContain('\npool_mode = transaction\n');
  });
});

function variablesIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

describe('the proxies', () => {
  it.runIf(has('nginx', '-v'))('nginx accepts its example', async () => {
    const [key, certificate] = [join(folder, 'proxy.key'), join(folder, 'proxy.crt')];
    const subject = ['-subj', '/CN=store.example.com', '-days', '1'];
    const files = ['-keyout', key, '-out', certificate];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...subject]);
    const example = (await read('proxies/nginx.conf'))
      .replace(/(ssl_certificate) .*;/, `$1 ${certificate};`)
      .replace(/(ssl_certificate_key) .*;/, `$1 ${key};`);
    const path = join(folder, 'nginx.conf');
    const around = `pid ${folder}/nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\n`;
    await writeFile(path, `${around}${example}}\n`);
    const { stderr } = await run('nginx', ['-t', '-c', path, '-p', folder]);
    expect(stderr).toContain('test is successful');
  });

  it.runIf(has('caddy', 'version'))('Caddy accepts its example', async () => {
    const env = {
      ...process.env,
      GIGASTORE_DOMAIN: 'store.example.com',
      GIGASTORE_UPSTREAMS: '10.0.0.11:3000 10.0.0.12:3000',
      HOME: folder,
    };
    const path = join(root, 'deploy/proxies/Caddyfile');
    const args = ['validate', '--config', path, '--adapter', 'caddyfile'];
    const { stdout, stderr } = await run('caddy', args, { env });
    expect(stdout + stderr).toContain('Valid configuration');
  });

  it('the examples of proxies hide the metrics', async () => {
    expect(await read('proxies/nginx.conf')).toMatch(/location = \/metrics \{\s+return 404;/);
    expect(await read('proxies/Caddyfile')).toContain('respond /metrics 404');
  });
});
