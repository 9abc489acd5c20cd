import { type Static, Type } from 'typebox';
import type { CsvColumns } from '../../kernel/csv.ts';
import { toIccid } from '../../kernel/iccid.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import { MAX_COUNTED } from '../../platform/http/list-route.ts';
import type { Routes } from '../../platform/http/routes.ts';
import {
  answer,
  CountryCodeInput,
  described,
  Iccid,
  IccidInput,
  Id,
  nullable,
  oneOf,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { countEsims, type EsimFilter, selectEsims } from './esim-list-store.ts';
import { type EsimProfile, isActiveProfile, showEsimProfile } from './esim-profile.ts';
import { anEsimProfile, EsimProfileSchema } from './esim-profile-schema.ts';
import type { PublicLinks } from './public-links.ts';
import { readEsim, showNetwork } from './read-esim.ts';

const ESIMS = '/gigastore/esims';
const listed = {
  ...EsimProfileSchema.properties,
  customerUid: described(Id, 'The ID of the customer.'),
  createdAt: described(Timestamp, 'When the eSIM was sold.'),
};
const ListedEsim = answer('ListedEsim', listed);
const aListedEsim = {
  ...anEsimProfile,
  customerUid: '123e4567-e89b-12d3-a456-426614174000',
  createdAt: '2026-04-30T09:55:36.430Z',
};
const EsimDetailSchema = answer('EsimDetail', {
  ...listed,
  currentNetwork: described(
    nullable(
      answer('CurrentNetwork', {
        mcc: Type.String({
          description: 'The mobile country code.',
          pattern: '^[0-9]{3}$',
          examples: ['232'],
        }),
        mnc: nullable(
          Type.String({
            description: 'The mobile network code.',
            pattern: '^[0-9]{2,3}$',
            examples: ['01'],
          }),
        ),
        name: nullable(Type.String({ description: 'The name of the network, if it is known.' })),
      }),
    ),
    'The network of the last connection; `null` before the first one.',
  ),
  sessionsOpen: Type.Integer({ description: 'The number of open network sessions.' }),
  replacements: Type.Integer({
    description: 'The number of eSIMs that this one follows, each replacing the one before.',
  }),
  replacementLimit: Type.Integer({
    minimum: 0,
    description: 'How often an eSIM of the account may be replaced.',
  }),
  successorIccid: nullable(
    described(Iccid, 'The ICCID of the eSIM in use today, if this one was replaced.'),
  ),
});
const anEsimDetail = {
  ...aListedEsim,
  currentNetwork: { mcc: '232', mnc: '01', name: 'A1' },
  sessionsOpen: 1,
  replacements: 0,
  replacementLimit: 5,
  successorIccid: null,
};

const part = (description: string, example: string) =>
  Type.Optional(Type.String({ minLength: 3, maxLength: 40, description, examples: [example] }));
const filters = Type.Object({
  state: Type.Optional(
    oneOf(['RELEASED', 'INSTALLED', 'DISABLED', 'ERROR'], { description: 'The state.' }),
  ),
  active: Type.Optional(
    Type.Boolean({ description: 'Only eSIMs that are neither replaced nor retired, or others.' }),
  ),
  suspended: Type.Optional(Type.Boolean({ description: 'Only suspended eSIMs, or others.' })),
  country: Type.Optional(CountryCodeInput),
  iccid: part('Part of the ICCID; spaces and hyphens are ignored.', '89972123'),
  imsi: part('Part of the IMSI.', '26006'),
  customer_uid: Type.Optional(
    Type.String({
      description: 'The UID of the customer.',
      examples: ['123e4567-e89b-12d3-a456-426614174000'],
    }),
  ),
});

const COLUMNS: CsvColumns<EsimProfile> = {
  iccid: ({ iccid }) => iccid,
  imsi: ({ imsi }) => imsi,
  state: ({ state }) => state,
  active: (profile) => (isActiveProfile(profile) ? 'yes' : 'no'),
  customerUid: ({ customerId }) => customerId,
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  activatedAt: ({ activatedAt }) => activatedAt?.toISOString(),
  lastSeen: ({ lastSeenAt }) => lastSeenAt?.toISOString(),
  currentCountry: ({ currentCountry }) => currentCountry,
  installCount: ({ installCount }) => installCount,
  eid: ({ eid }) => eid,
  suspendedAt: ({ suspendedAt }) => suspendedAt?.toISOString(),
};

export function declareEsims(routes: Routes, links: PublicLinks): void {
  const show = (profile: EsimProfile) => ({
    ...showEsimProfile(profile, links),
    customerUid: profile.customerId,
    createdAt: profile.createdAt.toISOString(),
  });
  routes.list(
    ESIMS,
    {
      id: 'listEsims',
      scope: 'read',
      tag: 'eSIM',
      summary: 'List eSIMs',
      description: 'Returns the eSIMs of your customers, the newest first.',
      title: 'Esims',
      filters,
      item: ListedEsim,
      exampleItem: aListedEsim,
      columns: COLUMNS,
      keysetOf: ({ id }) => [id],
      keys: 1,
      show,
      count: ({ db, accountId }, query) =>
        countEsims(db, accountId, { filter: toFilter(query), limit: MAX_COUNTED + 1 }),
    },
    ({ db, accountId }, { filters: query, after, limit }) => {
      const [id] = after ?? [];
      if (id !== undefined && !isUuid(id)) {
        throw invalid('/after', 'must be a nextCursor of this list');
      }
      return selectEsims(db, accountId, { filter: toFilter(query), after: id, limit });
    },
  );
  routes.read(
    `${ESIMS}/:iccid`,
    {
      id: 'getEsim',
      scope: 'read',
      tag: 'eSIM',
      summary: 'Retrieve an eSIM',
      description:
        'Returns one eSIM with its customer, its place and, if it was replaced, its successor.',
      params: Type.Object({ iccid: IccidInput }),
      answer: EsimDetailSchema,
      example: anEsimDetail,
      refusals: ['esim_profile_not_found'],
    },
    async (scope, { params }) => {
      const { profile, attachment, ...rest } = await readEsim(scope, params.iccid);
      const { sessionsOpen } = attachment;
      const currentNetwork = showNetwork(attachment);
      const { replacements } = profile;
      return { ...show(profile), currentNetwork, sessionsOpen, replacements, ...rest };
    },
  );
}

function toFilter(query: Static<typeof filters>): EsimFilter {
  const { state, active, suspended, country, iccid, imsi, customer_uid } = query;
  return {
    state,
    active,
    suspended,
    country,
    iccid: iccid && toIccid(iccid),
    imsi: imsi?.replace(/[\s-]/g, ''),
    customerUid: customer_uid,
  };
}
