import { BlockList, isIPv6 } from 'node:net';
import type { Encryption } from '../../kernel/encryption.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type KeptSecrets, openSecret, type RadiusClient } from './client.ts';
import { selectClientsWithSecrets } from './client-store.ts';

/** A client with the secrets that are taken now, the newest first. */
export type KnownClient = RadiusClient & { secrets: string[] };

/** The clients as they were last read; the narrowest network of an address decides. */
export type KnownClients = {
  of(address: string): KnownClient | undefined;
  withId(id: string): KnownClient | undefined;
};

const MOST_ADDRESSES = 10_000;

/** Reads the clients. `onUnreadable` is called for each whose secret no configured key decrypts. */
export async function readKnownClients(
  db: Queryable,
  encryption: Encryption,
  onUnreadable: (name: string) => void,
): Promise<KnownClients> {
  const clients: KnownClient[] = [];
  for (const row of await selectClientsWithSecrets(db)) {
    const secrets = secretsOf(row, encryption);
    if (secrets) clients.push({ ...row, secrets });
    else onUnreadable(row.name);
  }
  return byAddress(clients);
}

/** Returns the names of clients whose secret no configured key decrypts. */
export async function findUnreadableClients(
  db: Queryable,
  encryption: Encryption,
): Promise<string[]> {
  const names: string[] = [];
  await readKnownClients(db, encryption, (name) => names.push(name));
  return names;
}

function secretsOf(row: RadiusClient & KeptSecrets, encryption: Encryption) {
  const { id, secretEncrypted, previousSecretEncrypted, previousUntil } = row;
  const sealed = [secretEncrypted];
  if (previousUntil && previousSecretEncrypted) sealed.push(previousSecretEncrypted);
  try {
    return sealed.map((one) => openSecret(encryption, id, one));
  } catch {
    return undefined;
  }
}

function byAddress(clients: readonly KnownClient[]): KnownClients {
  const networks = clients.flatMap((client) =>
    client.networks.map((network) => ({ client, ...toNetwork(network) })),
  );
  networks.sort((one, other) => other.prefix - one.prefix);
  const found = new Map<string, KnownClient | undefined>();
  const ids = new Map(clients.map((client) => [client.id, client]));
  const look = (address: string) => {
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    return networks.find(({ list }) => list.check(address, family))?.client;
  };
  return {
    of(address) {
      if (found.has(address)) return found.get(address);
      // Forged addresses must not fill the memory.
      if (found.size >= MOST_ADDRESSES) found.clear();
      found.set(address, look(address));
      return found.get(address);
    },
    withId: (id) => ids.get(id),
  };
}

function toNetwork(network: string): { list: BlockList; prefix: number } {
  const [address = '', length = ''] = network.split('/');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(address, Number(length), family);
  return { list, prefix: Number(length) };
}
