import { readFile } from 'node:fs/promises';
import {
  createRadiusClient,
  deleteRadiusClient,
  listRadiusClients,
  type RadiusClient,
  rotateRadiusSecret,
} from '../connectivity/radius/index.ts';
import { createEncryption } from '../kernel/encryption.ts';
import type { Config } from '../platform/config/config.ts';
import { readSecretKey } from '../platform/config/secret-key.ts';
import { type Call, type Command, UsageError } from './command.ts';
import { withStore } from './open-store.ts';

const SECRET_FILE = {
  value: '<path>',
  help: 'A file with the secret, - for standard input; without it a new one is printed',
};
const CLIENT = { value: '<name>', help: 'The name of the client', isRequired: true };
const DISCONNECT_PORT = '3799';
const DAY_HOURS = '24';
const HOUR_SECONDS = 3_600;
const MOST_HOURS = 720;

/** `gigastore create-radius-client` */
export const createRadiusClientCommand: Command = {
  about: `Lets machines of a carrier send usage by RADIUS accounting: from the given networks, with
one secret. The secret is stored encrypted and never shown again.`,
  options: {
    name: CLIENT,
    carrier: { value: '<name>', help: 'The carrier, as named in data plans', isRequired: true },
    network: {
      value: '<list>',
      help: 'Addresses or networks with commas: 10.1.0.0/24,10.2.0.7',
      isRequired: true,
    },
    'secret-file': SECRET_FILE,
    'disconnect-port': {
      value: '<port>',
      help: `Where it takes Disconnect-Requests; ${DISCONNECT_PORT} by default, 0 for nowhere`,
    },
    country: { value: '<code>', help: 'The country of use whose packets name no network' },
  },
  run: ({ config, text, optionalText }) =>
    withStore(config, async ({ db }) => {
      const secret = await readSecret(optionalText('secret-file'));
      const port = Number(optionalText('disconnect-port') ?? DISCONNECT_PORT);
      const client = {
        name: text('name'),
        carrier: text('carrier'),
        networks: text('network').split(','),
        disconnectPort: port === 0 ? null : port,
        country: optionalText('country') ?? null,
        secret,
        encryption: await openEncryption(config),
      };
      const created = await db.transaction((tx) => createRadiusClient(tx, client));
      return show(created, secret === undefined);
    }),
};

/** `gigastore list-radius-clients` */
export const listRadiusClientsCommand: Command = {
  about: `Lists the machines that may send usage by RADIUS accounting, without their secrets.`,
  options: {},
  run: ({ config }) =>
    withStore(config, async ({ db }) => {
      const clients = await listRadiusClients(db);
      const text =
        clients.length > 0 ? clients.map(toLine).join('\n') : 'There is no RADIUS client.';
      return { text, json: { clients } };
    }),
};

/** `gigastore rotate-radius-secret` */
export const rotateRadiusSecretCommand: Command = {
  about: `Replaces the secret of a RADIUS client. The secret before is accepted for a while as well,
so that the carrier can change it at any moment. Disconnect-Requests are signed with the new one at
once.`,
  options: {
    client: CLIENT,
    'secret-file': SECRET_FILE,
    overlap: {
      value: '<hours>',
      help: `For how long the secret before is accepted; ${DAY_HOURS} by default, 0 if it leaked`,
    },
  },
  run: ({ config, text, optionalText }) =>
    withStore(config, async ({ db }) => {
      const secret = await readSecret(optionalText('secret-file'));
      const rotation = {
        name: text('client'),
        secret,
        overlapSeconds: readHours(optionalText) * HOUR_SECONDS,
        encryption: await openEncryption(config),
      };
      const rotated = await db.transaction((tx) => rotateRadiusSecret(tx, rotation));
      return show(rotated, secret === undefined);
    }),
};

/** `gigastore delete-radius-client` */
export const deleteRadiusClientCommand: Command = {
  about: `Deletes a RADIUS client. Within two seconds its packets get no answer any more; usage that
was received before is charged.`,
  options: { client: CLIENT },
  run: ({ config, text }) =>
    withStore(config, async ({ db }) => {
      const name = text('client');
      await db.transaction((tx) => deleteRadiusClient(tx, { name }));
      return { text: `The RADIUS client ${name} is deleted.`, json: { name } };
    }),
};

function show({ name, secret }: { name: string; secret: string }, isNew: boolean) {
  const lines = [`Client  ${name}`, ...(isNew ? [`Secret  ${secret}`] : [])];
  return { text: lines.join('\n'), json: isNew ? { name, secret } : { name } };
}

function toLine({ name, carrier, networks, lastSeenAt, previousUntil }: RadiusClient): string {
  const seen = lastSeenAt ? `last packet ${lastSeenAt.toISOString()}` : 'no packet yet';
  const rotating = previousUntil
    ? [`accepts the secret before until ${previousUntil.toISOString()}`]
    : [];
  return [name, carrier, networks.join(','), seen, ...rotating].join('  ');
}

function readHours(optionalText: Call['optionalText']): number {
  const hours = Number(optionalText('overlap') ?? DAY_HOURS);
  if (hours >= 0 && hours <= MOST_HOURS) return hours;
  throw new UsageError(`--overlap must be hours from 0 to ${MOST_HOURS}`);
}

async function readSecret(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path === '-' ? '/dev/stdin' : path, 'utf8');
  return text.trim();
}

async function openEncryption(config: Config) {
  const secretKey = await readSecretKey(config, { mayCreate: false });
  return createEncryption([secretKey, ...config.olderSecretKeys]);
}
