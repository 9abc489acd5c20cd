import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { addressOf, NETWORK, NODES, type NodeNumber, namespaceOf, pidsIn } from './network.ts';
import { execute, postgresPrograms, start } from './programs.ts';

const root = join(import.meta.dirname, '../../..');
const POLL_MS = 500;
const STATE_TIMEOUT_MS = 2_000;
export const PASSWORDS = { superuser: 'change-me-2', api: 'patroni:change-me-1' };

type Member = { name: string; role: string; state: string; timeline?: number; lag?: unknown };
export type State = {
  leader: NodeNumber | undefined;
  synchronous: NodeNumber[];
  /** The nodes that run and follow, the leader among them. */
  whole: NodeNumber[];
};

/** What the nodes run, and the folder that has all of it. */
export type Cluster = {
  folder: string;
  /** The program of Patroni. */
  patroni: string;
  /** Whether commits wait for any one of the standbys (Patroni 4), not for one that is named. */
  isQuorum: boolean;
};

/** Returns a file of deploy/patroni with the addresses and folders of the drill. */
export function deployed(name: string, folder: string): string {
  return readFileSync(join(root, 'deploy/patroni', name), 'utf8')
    .replaceAll('10.0.0.', NETWORK)
    .replaceAll('/usr/lib/postgresql/15/bin', postgresPrograms())
    .replaceAll('/var/lib/postgresql/', `${folder}/`)
    .replaceAll('/var/lib/etcd/', `${folder}/etcd-`)
    .replaceAll('/var/run/postgresql', folder)
    .replaceAll('/etc/pgbouncer/', `${folder}/`)
    .replace('shared_buffers: 128MB', 'shared_buffers: 32MB')
    .replace('wal_keep_size: 512MB', 'wal_keep_size: 64MB')
    .replace('mode: required', 'mode: off');
}

/** Starts etcd and Patroni of a node, with what they have on disk. */
export function startNode(node: NodeNumber, cluster: Cluster): void {
  const home = join(cluster.folder, `node-${node}`);
  mkdirSync(join(home, '15'), { recursive: true });
  execute('chown', '--recursive', 'postgres:postgres', home);
  const file = join(home, 'patroni.yml');
  const settings = deployed('patroni.yml', home);
  writeFileSync(file, cluster.isQuorum ? withQuorum(settings) : settings);
  const place = { namespace: namespaceOf(node), user: 'postgres' };
  for (const [, name, value] of deployed('sysctl.conf', home).matchAll(/^([\w.]+) = (\d+)$/gm)) {
    execute('ip', 'netns', 'exec', place.namespace, 'sysctl', '--write', `${name}=${value}`);
  }
  const env = (name: string) => variablesOf(deployed(name, home), node);
  start(['etcd'], { ...place, env: env('etcd.env.example'), log: join(home, 'etcd.log') });
  const log = join(home, 'patroni.log');
  start([cluster.patroni, file], { ...place, env: env('node.env.example'), log });
}

/** Returns the settings with the two lines that docs/running/failover.md changes for Patroni 4. */
function withQuorum(settings: string): string {
  return settings
    .replace(/^etcd:$/m, 'etcd3:')
    .replace('synchronous_mode: true', 'synchronous_mode: quorum');
}

/** Returns the variables of an example, which is that of node 1, for this node. */
function variablesOf(example: string, node: NodeNumber): Record<string, string> {
  const lines = example.split('\n').filter((line) => /^\w+=/.test(line));
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', value = ''] = [line.slice(0, line.indexOf('=')), line.split('=')[1]];
      // What names all nodes is the same for all of them.
      if (name === 'ETCD_INITIAL_CLUSTER') return [name, line.slice(name.length + 1)];
      const own = value.replace('pg1', `pg${node}`).replace(addressOf(1), addressOf(node));
      return [name, own];
    }),
  );
}

/** Makes the folder of the drill readable for the users of PostgreSQL and PgBouncer. */
export function openFolder(folder: string): void {
  chmodSync(folder, 0o755);
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execute('id', flag, 'postgres')));
  chownSync(folder, uid as number, gid as number);
}

/** Returns the state as the first of these nodes that answers sees it. */
export async function readState(among: readonly NodeNumber[] = NODES): Promise<State> {
  const answers = await Promise.all(among.map((node) => readMembers(node)));
  const members = answers.find((answer) => answer !== undefined) ?? [];
  const nodesOf = (isOne: (member: Member) => boolean) =>
    members.filter(isOne).map(({ name }) => Number(name.slice(-1)) as NodeNumber);
  const timeline = Math.max(...members.map((member) => member.timeline ?? 0));
  return {
    leader: nodesOf(({ role, state }) => role === 'leader' && state === 'running')[0],
    synchronous: nodesOf(({ role }) => role === 'sync_standby' || role === 'quorum_standby'),
    // A node that was paused still calls itself running, on an older timeline.
    whole: nodesOf(
      (member) => isRunning(member) && member.timeline === timeline && !isBehind(member),
    ),
  };
}

const isRunning = ({ state }: Member) => state === 'running' || state === 'streaming';

const isBehind = ({ role, lag }: Member) => role !== 'leader' && lag !== 0;

async function readMembers(node: NodeNumber): Promise<Member[] | undefined> {
  if (pidsIn(node, 'patroni').length === 0) return undefined;
  try {
    const signal = AbortSignal.timeout(STATE_TIMEOUT_MS);
    const answer = await fetch(`http://${addressOf(node)}:8008/cluster`, { signal });
    return ((await answer.json()) as { members: Member[] }).members;
  } catch {
    return undefined;
  }
}

/** Waits until one leads, one is its synchronous standby, and all three run. */
export async function untilWhole(withinMs: number): Promise<State | undefined> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    const state = await readState();
    const isWhole = state.whole.length === NODES.length && state.synchronous.length > 0;
    if (state.leader && isWhole && (await leads(state.leader))) return state;
    await delay(POLL_MS);
  }
  return undefined;
}

/** Returns whether the node passes the check of HAProxy. */
async function leads(node: NodeNumber): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(STATE_TIMEOUT_MS);
    return (await fetch(`http://${addressOf(node)}:8008/primary`, { signal })).status === 200;
  } catch {
    return false;
  }
}

/** Asks for another leader, as `patronictl switchover` does. */
export async function switchOver(from: NodeNumber, to: NodeNumber): Promise<void> {
  const authorization = `Basic ${Buffer.from(PASSWORDS.api).toString('base64')}`;
  const answer = await fetch(`http://${addressOf(from)}:8008/switchover`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ leader: `pg${from}`, candidate: `pg${to}` }),
  });
  if (!answer.ok) throw new Error(`The switchover was refused: ${await answer.text()}`);
}
