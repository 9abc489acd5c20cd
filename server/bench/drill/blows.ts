import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, readState, type State, startNode, switchOver } from './cluster.ts';
import { cut, heal, NODES, type NodeNumber, pidsIn, signal } from './network.ts';

/** At least twice the time after which the lock of a silent leader is given to another (20 s). */
const LONGEST_OUTAGE_MS = 60_000;
/** How long the new leader sells before the old one comes back. */
const ALONE_MS = 5_000;
const SHORT_OUTAGE_MS = 13_000;
const POLL_MS = 500;

type Struck = { leader: NodeNumber; standby: NodeNumber; cluster: Cluster };
type Blow = (struck: Struck) => Promise<void>;

/** What is done to the cluster, by its name in the report. Each is over, and healed, at the end. */
const BLOWS: Record<string, Blow> = {
  async switchover({ leader, standby }) {
    await switchOver(leader, standby);
  },
  async 'kill the leader'({ leader, cluster }) {
    await kill(leader, cluster, () => untilReplaced(leader));
  },
  async 'pause the leader'({ leader }) {
    await pause(pidsIn(leader), leader);
  },
  async 'cut off the leader'({ leader }) {
    const nodes = others(leader).map((node) => [leader, node] as const);
    await apart([...nodes, [leader, 'host']], () => untilReplaced(leader));
  },
  async 'kill PostgreSQL of the leader'({ leader }) {
    for (const pid of pidsIn(leader, 'postgres')) signal(pid, 'SIGKILL');
  },
  async 'pause the leader, but not its etcd'({ leader }) {
    const etcd = new Set(pidsIn(leader, 'etcd'));
    const others = pidsIn(leader).filter((pid) => !etcd.has(pid));
    await pause(others, leader);
  },
  async 'cut the leader from the nodes, not from the store'({ leader }) {
    const nodes = others(leader).map((node) => [leader, node] as const);
    await apart(nodes, () => untilReplaced(leader));
  },
  async 'kill the synchronous standby'({ standby, cluster }) {
    await kill(standby, cluster, () => delay(SHORT_OUTAGE_MS));
  },
  async 'cut the leader from its synchronous standby'({ leader, standby }) {
    await apart([[leader, standby]], () => delay(SHORT_OUTAGE_MS));
  },
};

/** Returns the blow of a round, counted from 0: each in its turn. */
export function blowOf(round: number): string {
  const names = Object.keys(BLOWS);
  return names[round % names.length] as string;
}

/** Strikes a whole cluster. Resolves when all that was stopped or cut is as it was. */
export async function strike(name: string, state: State, cluster: Cluster): Promise<void> {
  const [standby] = state.synchronous;
  const blow = BLOWS[name];
  if (!blow || !state.leader || !standby) throw new Error(`${name}: the cluster is not whole`);
  await blow({ leader: state.leader, standby, cluster });
}

const others = (leader: NodeNumber) => NODES.filter((node) => node !== leader);

async function kill(node: NodeNumber, cluster: Cluster, wait: () => Promise<void>): Promise<void> {
  for (const pid of pidsIn(node)) signal(pid, 'SIGKILL');
  await wait();
  startNode(node, cluster);
}

async function pause(pids: readonly number[], leader: NodeNumber): Promise<void> {
  for (const pid of pids) signal(pid, 'SIGSTOP');
  await untilReplaced(leader);
  for (const pid of pids) signal(pid, 'SIGCONT');
}

async function apart(pairs: Parameters<typeof cut>[0], wait: () => Promise<void>): Promise<void> {
  cut(pairs);
  await wait();
  heal();
}

/** Waits until another node leads, as the others see it, and has sold alone for a while. */
async function untilReplaced(leader: NodeNumber): Promise<void> {
  const end = performance.now() + LONGEST_OUTAGE_MS;
  while (performance.now() < end) {
    const { leader: next } = await readState(others(leader));
    if (next !== undefined && next !== leader) break;
    await delay(POLL_MS);
  }
  await delay(ALONE_MS);
}
