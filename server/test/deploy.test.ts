import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schema } from '../src/platform/config/environment.ts';
import { build, readStages, sendContext } from './support/container-build.ts';
import { renderChart } from './support/helm-template.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 300_000;
const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFile(join(root, 'deploy', path), 'utf8');
const has = (program: string, argument = '--version') => !spawnSync(program, [argument]).error;
const VARIABLES = new Set([...Object.keys(schema.shape), 'NODE_ENV']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigastore-deploy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the container image', () => {
  it('the Dockerfile has no findings of the linter', async () => {
    const findings = validate(await read('Dockerfile'));
    expect(findings.map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it('the container runs as a numbered user, with a health check and known variables', async () => {
    const [, final] = readStages(await read('Dockerfile'));
    const of = (keyword: string) =>
      final?.instructions.filter((each) => each.keyword === keyword).map((each) => each.argument);
    expect(of('USER')).toEqual(['1000:1000']);
    expect(of('HEALTHCHECK')).toHaveLength(1);
    expect(of('RUN')).toEqual([]);
    for (const pair of of('ENV')?.[0]?.split(/\s+/) ?? []) {
      expect(VARIABLES).toContain(pair.split('=')[0]);
    }
  });

  it(
    'the steps of the Dockerfile build a program that runs and checks its health',
    async () => {
      const context = join(folder, 'context');
      const ignored = (await read('Dockerfile.dockerignore')).split('\n').filter((line) => line);
      await sendContext(root, ignored, context);
      expect(await readdir(context)).not.toContain('node_modules');
      const { 1: final } = await build(readStages(await read('Dockerfile')), {
        context,
        into: join(folder, 'image'),
        async replaceRun(command, workdir) {
          if (command.startsWith('node tools/package.mjs ')) await bringSites(workdir);
          if (!command.startsWith('npm ci ')) return false;
          await installFromHere(workdir);
          return true;
        },
      });
      const cwd = final?.workdir ?? '';
      const { stdout } = await run(process.execPath, ['server/dist/main.js', '--version'], { cwd });
      expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
      expect((await readdir(cwd)).sort()).toContain('node_modules');
      expect(await readdir(join(cwd, 'server'))).not.toContain('src');
      // Nothing listens on this port, so that the check fails; the release test serves for real.
      const [, command = ''] =
        /^HEALTHCHECK.*?CMD (\[.*\])$/m.exec((await read('Dockerfile')).replace(/\\\n\s*/g, '')) ??
        [];
      const [, ...args] = JSON.parse(command) as string[];
      const env = { GIGASTORE_METRICS_PORT: '1' };
      await expect(run(process.execPath, args, { env })).rejects.toMatchObject({ code: 1 });
    },
    TIMEOUT_MS,
  );
});

/** In place of `npm ci`: the dependencies of this clone, which are the locked ones. */
async function installFromHere(workdir: string): Promise<void> {
  for (const path of ['node_modules', 'server/node_modules', 'portal/node_modules']) {
    await symlink(join(root, path), join(workdir, path)).catch(() => {});
  }
  await cp(join(root, 'package-lock.json'), join(workdir, 'package-lock.json'));
}

/**
 * Brings the sites as this clone has built them. The build in the context makes its own unless it
 * has the very same sources, by their digest.
 */
async function bringSites(workdir: string): Promise<void> {
  await run(process.execPath, ['tools/build-sites.mjs'], { cwd: root });
  for (const site of ['portal/dist', 'docs/dist']) {
    await cp(join(root, site), join(workdir, site), { recursive: true });
  }
}

type Service = {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  read_only?: boolean;
  restart?: string;
  ports?: string[];
  stop_grace_period?: string;
};

describe('the compose file', () => {
  it('the compose file runs all parts of the store with the settings of live mode', async () => {
    const text = await read('compose/compose.yaml');
    const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
    expect(Object.keys(services)).toEqual(['postgres', 'migrate', 'store', 'worker', 'caddy']);
    for (const name of ['migrate', 'store', 'worker']) {
      const { environment = {}, read_only, command } = services[name] as Service;
      expect([name, read_only]).toEqual([name, true]);
      expect(command).toEqual([name === 'store' ? 'serve' : name]);
      expect(Object.keys(environment).filter((each) => !VARIABLES.has(each))).toEqual([]);
      for (const needed of ['GIGASTORE_MODE', 'DATABASE_URL', 'GIGASTORE_SECRET_KEY']) {
        expect(environment).toHaveProperty(needed);
      }
    }
    const owning = Object.entries(services).filter(
      ([, { environment }]) => environment && 'DATABASE_OWNER_URL' in environment,
    );
    expect(owning.map(([name]) => name)).toEqual(['migrate']);
    const open = Object.entries(services).filter(([, { ports }]) => ports);
    expect(open.map(([name]) => name)).toEqual(['caddy']);
  });

  it('the compose file asks for no variable that its example does not name', async () => {
    const text = await read('compose/compose.yaml');
    const example = await read('compose/gigastore.env.example');
    const asked = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name);
    const named = [...example.matchAll(/^(\w+)=/gm)].map(([, name = '']) => name);
    expect(asked.filter((name) => !named.includes(name))).toEqual([]);
  });
});

type Container = {
  args: string[];
  env: { name: string }[];
  envFrom: { secretRef: { name: string } }[];
  securityContext: object;
  livenessProbe?: object;
  readinessProbe?: object;
};
type Resource = {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec: {
    template?: { spec: { securityContext: object; containers: Container[] } };
    replicas?: number;
    scaleTargetRef?: { name: string };
    selector?: { matchLabels?: object };
  };
};

const CHART = join(root, 'deploy/helm/gigastore');
const SECRETS = {
  secrets: {
    DATABASE_URL: 'postgresql://store@db/store',
    GIGASTORE_SECRET_KEY: 'c2VjcmV0',
    GIGASTORE_SMTP_URL: 'smtp://mail',
    DATABASE_OWNER_URL: 'postgresql://owner@db/store',
  },
};
const NAMED = { publicUrl: 'https://store.example.com', existingSecret: 'store-secrets' };
const EVERYTHING = {
  ...{ publicUrl: 'https://store.example.com', ...SECRETS },
  server: { autoscaling: { enabled: false } },
  ingress: { enabled: true, className: 'nginx', host: 'store.example.com', tlsSecret: 'tls' },
  podMonitor: { enabled: true },
  imagePullSecrets: [{ name: 'registry' }],
  nodeSelector: { pool: 'store' },
  tolerations: [{ key: 'store', operator: 'Exists' }],
  environment: { GIGASTORE_MAIL_FROM: 'store@example.com' },
};
const render = async (values: object) => (await renderChart(CHART, values)) as Resource[];

describe('the Helm chart', () => {
  it('the Helm chart renders server, worker, migrations, autoscaler and disruption budgets', async () => {
    const resources = await render(NAMED);
    expect(resources.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
      'Deployment test-gigastore-server',
      'Deployment test-gigastore-worker',
      'HorizontalPodAutoscaler test-gigastore-server',
      'Job test-gigastore-migrate',
      'PodDisruptionBudget test-gigastore-server',
      'PodDisruptionBudget test-gigastore-worker',
      'Service test-gigastore',
    ]);
    const job = resources.find(({ kind }) => kind === 'Job');
    expect(job?.metadata.annotations).toMatchObject({ 'helm.sh/hook': 'pre-install,pre-upgrade' });
    const scaler = resources.find(({ kind }) => kind === 'HorizontalPodAutoscaler');
    expect(scaler?.spec.scaleTargetRef?.name).toBe('test-gigastore-server');
  });

  it('the Helm chart renders every option', async () => {
    const kinds = (await render(EVERYTHING)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['Ingress', 'Secret', 'PodMonitor']));
    expect(kinds).not.toContain('HorizontalPodAutoscaler');
  });

  it.each([
    ['test-gigastore-owner', EVERYTHING],
    ['owner-secret', { ...NAMED, existingOwnerSecret: 'owner-secret' }],
    [undefined, NAMED],
  ])(
    'the Helm chart gives the owner of the database to its migrations alone: %s',
    async (secret, values) => {
      const resources = await render(values);
      const owners = resources.flatMap(({ kind, spec }) => {
        const containers = spec?.template?.spec.containers ?? [];
        const names = containers.flatMap(({ envFrom }) =>
          envFrom.map((from) => from.secretRef.name),
        );
        return names.filter((name) => name.includes('owner')).map((name) => [kind, name]);
      });
      expect(owners).toEqual(secret ? [['Job', secret]] : []);
      const made = resources.filter(({ metadata }) => metadata.name === 'test-gigastore-owner');
      expect(made.map(({ kind }) => kind)).toEqual(values === EVERYTHING ? ['Secret'] : []);
    },
  );

  it.each([
    ['publicUrl is required', { existingSecret: 'store-secrets' }],
    ['secrets.DATABASE_URL or existingSecret is required', { publicUrl: 'https://store.example' }],
  ])('the Helm chart refuses values without which nothing runs: %s', async (sentence, values) => {
    await expect(render(values)).rejects.toThrow(sentence);
  });

  it('the Helm chart runs every container without privileges and with known variables', async () => {
    for (const values of [NAMED, EVERYTHING]) {
      const pods = (await render(values)).flatMap(({ spec }) => spec?.template?.spec ?? []);
      expect(pods).toHaveLength(3);
      for (const { securityContext, containers } of pods) {
        expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
        const [container] = containers;
        expect(container?.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        const unknown = container?.env.filter(({ name }) => !VARIABLES.has(name));
        expect(unknown).toEqual([]);
        const isJob = container?.args[0] === 'migrate';
        expect([container?.args[0], !container?.readinessProbe]).toEqual([
          container?.args[0],
          isJob,
        ]);
      }
    }
  });

  it.runIf(has('helm', 'version'))(
    'the Helm chart renders with Helm as with the renderer of this test',
    async () => {
      const path = join(folder, 'values.yaml');
      for (const values of [NAMED, EVERYTHING]) {
        await writeFile(path, JSON.stringify(values));
        const args = ['template', 'test', CHART, '--values', path, '--kube-version', '1.30.0'];
        const { stdout } = await run('helm', args);
        const documents = stdout.split(/^---$/m).map((text) => parse(text) as Resource | null);
        const byName = (list: (Resource | null)[]) =>
          list
            .filter((each) => each !== null)
            .sort((a, b) => (a.kind + a.metadata.name < b.kind + b.metadata.name ? -1 : 1));
        expect(byName(documents)).toEqual(byName(await render(values)));
      }
      await run('helm', ['lint', CHART, '--strict', '--values', path, '--kube-version', '1.30.0']);
    },
  );
});
