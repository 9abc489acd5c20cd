import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { execute } from './programs.ts';

/** In place of 10.0.0. in the files of deploy/patroni; on a bridge that no other network knows. */
export const NETWORK = '10.213.77.';
const BRIDGE = 'gsdrill0';
const HOST = 1;
/** An address of a card that does not exist: what is sent there is lost without a word. */
const NOWHERE = '02:00:00:00:00:01';

const KILL_TURNS = 5;

export const NODES = [1, 2, 3] as const;
export type NodeNumber = (typeof NODES)[number];
type Place = NodeNumber | 'host';

const cardOf = (node: NodeNumber) => `gsdrill${node}`;
export const namespaceOf = (node: NodeNumber) => `gsdrill-${node}`;
export const addressOf = (node: NodeNumber) => `${NETWORK}${node + 10}`;

/** Makes a bridge on the host and a namespace with one card for each node. */
export function createNetwork(): void {
  execute('ip', 'link', 'add', BRIDGE, 'type', 'bridge');
  execute('ip', 'address', 'add', `${NETWORK}${HOST}/24`, 'dev', BRIDGE);
  execute('ip', 'link', 'set', BRIDGE, 'up');
  for (const node of NODES) {
    const [space, outer] = [namespaceOf(node), cardOf(node)];
    execute('ip', 'netns', 'add', space);
    execute('ip', 'link', 'add', outer, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    execute('ip', 'link', 'set', outer, 'master', BRIDGE, 'up');
    inside(node, 'address', 'add', `${addressOf(node)}/24`, 'dev', 'eth0');
    inside(node, 'link', 'set', 'lo', 'up');
    inside(node, 'link', 'set', 'eth0', 'up');
  }
}

/** Removes all that `createNetwork` makes, and ends what runs in it; also half of it. */
export function removeNetwork(): void {
  for (const node of NODES) {
    killAllIn(node);
    // A namespace, and a card in it, outlives its name until its last process is gone.
    spawnSync('ip', ['link', 'delete', cardOf(node)]);
    spawnSync('ip', ['netns', 'delete', namespaceOf(node)]);
  }
  spawnSync('ip', ['link', 'delete', BRIDGE]);
}

/** Again for those that were just started by one of them. */
function killAllIn(node: NodeNumber): void {
  for (let turn = 0; turn < KILL_TURNS; turn += 1) {
    for (const pid of pidsIn(node)) signal(pid, 'SIGKILL');
  }
}

/** Cuts the way between each pair, silently: no packet arrives and no error is sent. */
export function cut(pairs: readonly (readonly [NodeNumber, Place])[]): void {
  for (const [node, other] of pairs) {
    neighbour(node, addressOfPlace(other), NOWHERE);
    if (other === 'host') hostNeighbour(addressOf(node), NOWHERE);
    else neighbour(other, addressOf(node), NOWHERE);
  }
}

/** Opens all ways again. */
export function heal(): void {
  for (const node of NODES) {
    spawnSync('ip', ['-n', namespaceOf(node), 'neigh', 'flush', 'nud', 'permanent', 'dev', 'eth0']);
  }
  spawnSync('ip', ['neigh', 'flush', 'nud', 'permanent', 'dev', BRIDGE]);
}

/** Returns the processes of a node, or those with this name. */
export function pidsIn(node: NodeNumber, name?: string): number[] {
  const { stdout } = spawnSync('ip', ['netns', 'pids', namespaceOf(node)], { encoding: 'utf8' });
  const pids = (stdout ?? '').split('\n').filter(Boolean).map(Number);
  return name === undefined ? pids : pids.filter((pid) => nameOf(pid) === name);
}

/** Sends a signal to a process that may have ended. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {}
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

function addressOfPlace(place: Place): string {
  return place === 'host' ? `${NETWORK}${HOST}` : addressOf(place);
}

function inside(node: NodeNumber, ...command: string[]): void {
  execute('ip', '-n', namespaceOf(node), ...command);
}

function neighbour(node: NodeNumber, address: string, card: string): void {
  const entry = ['replace', address, 'lladdr', card, 'dev', 'eth0', 'nud', 'permanent'];
  inside(node, 'neigh', ...entry);
}

function hostNeighbour(address: string, card: string): void {
  const entry = ['replace', address, 'lladdr', card, 'dev', BRIDGE, 'nud', 'permanent'];
  execute('ip', 'neigh', ...entry);
}
