// Schemas of RADIUS clients, with thin handlers.
import { Type } from 'typebox';
import type { Encryption } from '../../kernel/encryption.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { withoutEndedSecrets } from '../../platform/http/ended-secrets.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, described, RequestId } from '../../platform/http/schemas.ts';
import { sealAnswers } from '../../platform/http/sealed-answers.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { IdempotencyKeys, WriteParts } from '../../platform/http/write.ts';
import type { RadiusClient } from './client.ts';
import {
  aClient,
  ClientName,
  changeFields,
  clientFields,
  DroppedSchema,
  SecretInput,
  secretField,
  someDropped,
} from './client-schemas.ts';
import { listRadiusClients } from './client-store.ts';
import { type DroppedPackets, readDroppedPackets } from './dropped-packet-store.ts';
import {
  acceptsSecret,
  addClient,
  type ClientWithSecret,
  changeClient,
  endClient,
  rotateSecret,
} from './operate-clients.ts';
import { readPacketCounts } from './packet-count-store.ts';
import { noPackets, type PacketCounts } from './packet-tally.ts';

const PATH = '/operator/radius-clients';
const tag = 'Operator: carriers';
const params = Type.Object({ id: described(RequestId, 'The ID of the client.') });
const DEFAULT_PORT = 3799;
const DAY_HOURS = 24;
const WEEK_MS = 7 * 86_400_000;
const MOST_DROPPED = 100;
const MOST_HOURS = 720;
const HOUR_SECONDS = 3_600;

const ClientSchema = answer('RadiusClient', clientFields);
const WithSecret = answer('RadiusClientWithSecret', { ...clientFields, ...secretField });
const aNewClient = {
  ...aClient,
  lastSeenAt: null,
  packets: { ...aClient.packets, answered: 0, withoutUse: 0 },
  secret: '3q2-7wAAdeadbeefcafe0123456789AB',
};

export type RadiusClientParts = WriteParts & { encryption: Encryption };

/** Declares the operator's routes of the machines that send usage by RADIUS accounting. */
export function registerRadiusClientRoutes(app: App, parts: RadiusClientParts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declareCreate(routes, parts);
  declareChange(routes);
  declareRotate(routes, parts);
  declareEnd(routes);
}

function declareList(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listRadiusClients',
      scope: 'assist',
      tag,
      summary: 'List RADIUS clients',
      description:
        'Returns the machines of carriers that may send usage by RADIUS accounting, with what ' +
        'became of their packets, and without their secrets.',
      answer: answer('RadiusClients', {
        items: Type.Array(ClientSchema, { description: 'The clients, by carrier and name.' }),
        dropped: Type.Array(DroppedSchema, {
          description:
            'The hours of the last seven days in which the kernel dropped packets before they ' +
            'could be read, because a buffer was full; the latest first, at most 100.',
        }),
      }),
      example: { items: [aClient], dropped: [someDropped] },
    },
    async ({ db, now }) => {
      const since = new Date(now.getTime() - WEEK_MS);
      const [clients, packets, dropped] = await Promise.all([
        listRadiusClients(db),
        readPacketCounts(db),
        readDroppedPackets(db, { since, limit: MOST_DROPPED }),
      ]);
      return {
        items: clients.map((one) => showClient(one, packets.get(one.id))),
        dropped: dropped.map(showDropped),
      };
    },
  );
}

function declareCreate(routes: Routes, parts: RadiusClientParts): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createRadiusClient',
      scope: 'operate',
      tag,
      summary: 'Create a RADIUS client',
      description:
        'Lets machines of a carrier send usage by RADIUS accounting, from these networks with ' +
        'one secret. They are known within two seconds.',
      body: Type.Object({
        name: ClientName,
        carrier: Type.String({
          maxLength: 64,
          description: 'The carrier, as named in data plans.',
          examples: ['alpine'],
        }),
        secret: SecretInput,
        ...changeFields,
      }),
      answer: WithSecret,
      example: aNewClient,
      keys: secretKeys(parts),
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => {
      const { encryption } = parts;
      return showSecret(
        scope.db,
        await addClient(scope, { ...body, ...placeOf(body), encryption }),
      );
    },
  );
}

function declareChange(routes: Routes): void {
  routes.write(
    `PUT ${PATH}/:id`,
    {
      id: 'updateRadiusClient',
      scope: 'operate',
      tag,
      summary: 'Update a RADIUS client',
      description:
        'Replaces these settings within two seconds; the secret stays. For another name or ' +
        'carrier, create another client.',
      params,
      body: Type.Object(changeFields),
      answer: ClientSchema,
      example: aClient,
      refusals: ['invalid_request', 'radius_client_not_found'],
    },
    async (scope, { params: { id }, body }) => {
      const client = await changeClient(scope, { id, ...placeOf(body) });
      return showClient(client, (await readPacketCounts(scope.db)).get(id));
    },
  );
}

function declareRotate(routes: Routes, parts: RadiusClientParts): void {
  routes.write(
    `POST ${PATH}/:id/rotate-secret`,
    {
      id: 'rotateRadiusClientSecret',
      scope: 'operate',
      tag,
      summary: "Rotate a RADIUS client's secret",
      description:
        'Replaces the secret. The one before is accepted for a while as well, so that the ' +
        'carrier can change it at any moment; Disconnect-Requests are signed with the new one.',
      params,
      body: Type.Object({
        secret: SecretInput,
        overlapHours: Type.Optional(
          Type.Integer({
            minimum: 0,
            maximum: MOST_HOURS,
            description: 'For how long the one before is accepted: 24 if absent, 0 if it leaked.',
          }),
        ),
      }),
      answer: WithSecret,
      example: { ...aClient, previousSecretUntil: '2026-05-01T09:55:36.430Z', ...aSecret },
      keys: secretKeys(parts),
      refusals: ['invalid_request', 'radius_client_not_found'],
    },
    async (scope, { params: { id }, body: { overlapHours = DAY_HOURS, ...given } }) => {
      const { encryption } = parts;
      const overlapSeconds = overlapHours * HOUR_SECONDS;
      const rotation = { id, ...given, overlapSeconds, encryption };
      return showSecret(scope.db, await rotateSecret(scope, rotation));
    },
  );
}

const aSecret = { secret: aNewClient.secret };

function declareEnd(routes: Routes): void {
  routes.write(
    `DELETE ${PATH}/:id`,
    {
      id: 'deleteRadiusClient',
      scope: 'operate',
      tag,
      summary: 'Delete a RADIUS client',
      description:
        'Within two seconds its packets get no answer any more. Usage that was received before ' +
        'is charged.',
      params,
      refusals: ['radius_client_not_found'],
    },
    (scope, { params: { id } }) => endClient(scope, { id }),
  );
}

type Place = { networks: string[]; disconnectPort?: number; country?: string };

function placeOf({ networks, disconnectPort: port = DEFAULT_PORT, country }: Place) {
  return { networks, disconnectPort: port === 0 ? null : port, country: country ?? null };
}

/** Answers with a secret rest encrypted, and are repeated without it once it has ended. */
function secretKeys({ idempotency, encryption }: RadiusClientParts): IdempotencyKeys {
  return withoutEndedSecrets(sealAnswers(idempotency, encryption), {
    field: 'secret',
    isWorking: (db, _, { id = '', secret = '' }) => acceptsSecret(db, encryption, { id, secret }),
  });
}

async function showSecret(db: Queryable, { client, secret }: ClientWithSecret) {
  const packets = (await readPacketCounts(db)).get(client.id);
  return { ...showClient(client, packets), secret };
}

function showDropped({ receiver, hour, packets }: DroppedPackets) {
  return { receiver, hour: hour.toISOString(), packets };
}

function showClient(client: RadiusClient, counted: PacketCounts = noPackets()) {
  const { createdAt, lastSeenAt, previousUntil, ...shown } = client;
  const { without_use: withoutUse, wrong_secret: wrongSecret, ...packets } = counted;
  return {
    ...shown,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    previousSecretUntil: previousUntil?.toISOString() ?? null,
    packets: { ...packets, withoutUse, wrongSecret },
  };
}
