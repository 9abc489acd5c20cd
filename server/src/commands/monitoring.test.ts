import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openStore } from '../../test/support/app.ts';
import { forThisFile } from '../../test/support/for-this-file.ts';
import { readConfig } from '../platform/config/config.ts';
import { createMetrics } from '../platform/http/metrics.ts';
import { createLog } from '../platform/log/log.ts';
import { runRadius } from './run-radius.ts';
import { runWorker } from './run-worker.ts';

const folder = join(import.meta.dirname, '../../../deploy/monitoring');
const hasPromtool = !spawnSync('promtool', ['--version']).error;

type Rule = {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; action: string };
};
type Panel = { title: string; targets?: { expr: string }[] };

const store = await forThisFile(openStore());
let served: Set<string>;

beforeAll(async () => {
  const metrics = createMetrics({ ofProcess: true });
  const radiusMetrics = createMetrics({ ofProcess: true });
  const config = readConfig({ DATABASE_URL: store.url, GIGASTORE_RADIUS_PORT: '0' });
  const parts = { config, secretKey: randomBytes(32), url: store.url, log: createLog('silent') };
  const worker = runWorker({ ...parts, carriers: store.parts.carriers, metrics });
  const radius = await runRadius({ ...parts, metrics: radiusMetrics });
  const registries = [metrics, radiusMetrics, store.parts.metrics].map(({ registry }) => registry);
  const known = registries.flatMap((registry) => registry.getMetricsAsArray());
  served = new Set(known.map(({ name }) => name));
  await Promise.all([worker.stop(), radius.stop()]);
});

/** Returns the metric names of an expression that no process serves. */
function unserved(expression: string): string[] {
  const named = expression.match(/\b(gigastore|http|process|nodejs)_\w+/g) ?? [];
  expect(named, expression).not.toEqual([]);
  return named.filter((name) => {
    const family = name.replace(/_(bucket|sum|count)$/, '');
    return !served.has(name) && !served.has(family);
  });
}

describe('the alert rules', () => {
  it('name only metrics that are served, and say what to do', async () => {
    const { groups } = parse(await readFile(join(folder, 'alerts.yaml'), 'utf8'));
    const rules = (groups as { rules: Rule[] }[]).flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(10);
    for (const { alert, expr, labels, annotations } of rules) {
      expect([alert, unserved(expr)]).toEqual([alert, []]);
      expect(['page', 'ticket']).toContain(labels.severity);
      expect(annotations.summary).toMatch(/\.$/);
      expect(annotations.action).toMatch(/\.$/);
    }
  });

  it.runIf(hasPromtool)('pass promtool', () => {
    const { status, stdout } = spawnSync('promtool', ['check', 'rules', 'alerts.yaml'], {
      cwd: folder,
    });
    expect(stdout.toString()).toContain('SUCCESS');
    expect(status).toBe(0);
  });
});

describe('the dashboard', () => {
  it('names only metrics that are served', async () => {
    const text = await readFile(join(folder, 'grafana-dashboard.json'), 'utf8');
    const { panels } = JSON.parse(text) as { panels: Panel[] };
    const queries = panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ title, expr })),
    );
    expect(queries.length).toBeGreaterThan(20);
    for (const { title, expr } of queries) expect([title, unserved(expr)]).toEqual([title, []]);
  });

  it('shows every number of the platform', async () => {
    const text =
      (await readFile(join(folder, 'grafana-dashboard.json'), 'utf8')) +
      (await readFile(join(folder, 'alerts.yaml'), 'utf8'));
    const own = [...served].filter((name) => name.startsWith('gigastore_'));
    expect(own.filter((name) => !text.includes(name))).toEqual([]);
  });
});
