import { readdir, readFile, readlink } from 'node:fs/promises';

/** Tells how many datagrams the kernel has dropped at a socket; undefined where nobody knows. */
export type ReadDrops = () => Promise<number | undefined>;

const LISTS = ['/proc/net/udp', '/proc/net/udp6'];
const OWN_FILES = '/proc/self/fd';

/**
 * Finds the bound UDP socket of this process with the port in the lists of Linux. The kernel drops
 * what does not fit into the buffer of the socket, and nobody else counts that.
 */
export async function findDrops(port: number): Promise<ReadDrops> {
  const own = await readOwnInodes();
  const rows = await readRows();
  const inode = rows.find((row) => row.port === port && own.has(row.inode))?.inode;
  if (inode === undefined) return async () => undefined;
  return async () => (await readRows()).find((row) => row.inode === inode)?.drops;
}

type Row = { port: number; inode: string; drops: number };

/** Returns the sockets of a list such as `/proc/net/udp`. */
export function parseSockets(list: string): Row[] {
  const [, ...lines] = list.trimEnd().split('\n');
  return lines.flatMap((line) => {
    const [, local = '', , , , , , , , inode = '', , , drops = ''] = line.trim().split(/\s+/);
    const port = Number.parseInt(local.split(':')[1] ?? '', 16);
    const isRead = Number.isInteger(port) && /^\d+$/.test(inode) && /^\d+$/.test(drops);
    return isRead ? [{ port, inode, drops: Number(drops) }] : [];
  });
}

async function readRows(): Promise<Row[]> {
  const lists = await Promise.all(LISTS.map((path) => readFile(path, 'utf8').catch(() => '')));
  return lists.flatMap(parseSockets);
}

async function readOwnInodes(): Promise<Set<string>> {
  const names = await readdir(OWN_FILES).catch(() => []);
  const targets = await Promise.all(
    names.map((name) => readlink(`${OWN_FILES}/${name}`).catch(() => '')),
  );
  return new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
}
