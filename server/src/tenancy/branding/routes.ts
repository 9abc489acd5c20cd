import { Type } from 'typebox';
import { TRAVELLER_LANGUAGES } from '../../kernel/traveller-language.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, described, nullable, oneOf } from '../../platform/http/schemas.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { noSuchRoute } from '../../platform/http/unknown-routes.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { ReadTextRecords } from '../../platform/outgoing/text-records.ts';
import { type Brand, type Branding, LOGO_PATH, NO_BRANDING, whiteContrastOf } from './branding.ts';
import { hostTokenOf } from './host-proof.ts';
import { selectLogo } from './logo-store.ts';
import type { PageHosts } from './page-hosts.ts';
import { toPagesHost } from './pages-host.ts';
import {
  LOGO_TYPES,
  MAX_LOGO_BYTES,
  proofOfHost,
  readBranding,
  removeLogo,
  setLogo,
  updateBranding,
} from './update-branding.ts';

export type BrandingParts = WriteParts & {
  config: Pick<Config, 'publicUrl' | 'mode'>;
  pageHosts: PageHosts;
  readTextRecords: ReadTextRecords;
};

const PATH = '/gigastore/branding';
const tag = 'Branding';

const fields = {
  displayName: Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'The name that travellers read.',
    examples: ['Acme Travel'],
  }),
  accentColor: Type.String({
    pattern: '^#[0-9A-Fa-f]{6}$',
    description: 'The colour of buttons and links, with a contrast of 4.5:1 with white.',
    examples: ['#0b6e5f'],
  }),
  supportEmail: Type.String({
    format: 'email',
    maxLength: 254,
    description: 'Where travellers write to; answers to mails go there.',
    examples: ['help@acme.example'],
  }),
  supportPhone: Type.String({
    maxLength: 32,
    description: 'The phone number of your support.',
    examples: ['+43 1 234567'],
  }),
  supportUrl: Type.String({
    maxLength: 2048,
    description: 'The page of your support; https.',
    examples: ['https://acme.example/help'],
  }),
  shopUrl: Type.String({
    maxLength: 2048,
    description: 'Where travellers buy more data; https.',
    examples: ['https://acme.example/esim'],
  }),
  defaultLocale: oneOf(TRAVELLER_LANGUAGES, {
    description: 'The language of pages and mails when nothing else names one.',
    examples: ['en'],
  }),
  senderName: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'The sender that mails to travellers name.',
    examples: ['Acme Travel'],
  }),
  pagesHost: Type.String({
    minLength: 4,
    maxLength: 253,
    description:
      'Your own host for the pages of travellers. Links carry it, and it shows your eSIMs only. ' +
      'Its DNS must have `pagesHostToken` in a TXT record of `_gigastore.<host>`.',
    examples: ['esim.acme.example'],
  }),
  travellersMayStart: Type.Boolean({
    description: 'Whether travellers start waiting packages on their page.',
    examples: [false],
  }),
};

const BrandingSchema = answer('Branding', {
  displayName: nullable(
    Type.String({
      description: 'The name that travellers see; `null` for the name of the organization.',
    }),
  ),
  accentColor: nullable(Type.String({ description: 'The color of buttons and links.' })),
  contrast: described(nullable(Type.Number()), 'The contrast of the accent colour with white.'),
  supportEmail: nullable(Type.String({ description: 'The address that travellers can write to.' })),
  supportPhone: nullable(Type.String({ description: 'The number that travellers can call.' })),
  supportUrl: nullable(
    Type.String({
      description: 'A page where travellers find help.',
      examples: ['https://acme.example/help'],
    }),
  ),
  shopUrl: nullable(
    Type.String({
      description: 'The page where travellers buy a top-up.',
      examples: ['https://acme.example/esim'],
    }),
  ),
  defaultLocale: nullable(
    oneOf(TRAVELLER_LANGUAGES, {
      description: 'The language for travellers whose language is unknown.',
    }),
  ),
  senderName: nullable(Type.String({ description: 'The sender of emails to travellers.' })),
  pagesHost: nullable(
    Type.String({ description: 'The host of your own that the pages for travellers use.' }),
  ),
  pagesHostToken: Type.String({
    description:
      'The value of the TXT record `_gigastore.<host>` that proves that a host is yours. It is ' +
      'always the same.',
    examples: ['gigastore-3f0f8b1d6a0c4c8d9b7e5a2f1c3d4e5f'],
  }),
  pagesHostMissingSince: nullable(
    Type.String({
      format: 'date-time',
      description:
        'Since when the TXT record of your host is missing; `null` if it is there. After seven ' +
        'days, the host is removed.',
      examples: ['2027-01-03T05:11:00.000Z'],
    }),
  ),
  travellersMayStart: Type.Boolean({
    description: 'Whether travellers can start packages on demand by themselves.',
  }),
  logoUrl: described(
    nullable(Type.String({ format: 'uri' })),
    'The public URL of the logo. It changes with the picture.',
  ),
});
const aBranding = {
  displayName: 'Acme Travel',
  accentColor: '#0b6e5f',
  contrast: 6.16,
  supportEmail: 'help@acme.example',
  supportPhone: '+43 1 234567',
  supportUrl: 'https://acme.example/help',
  shopUrl: 'https://acme.example/esim',
  defaultLocale: 'en',
  senderName: 'Acme Travel',
  pagesHost: 'esim.acme.example',
  pagesHostToken: 'gigastore-3f0f8b1d6a0c4c8d9b7e5a2f1c3d4e5f',
  pagesHostMissingSince: null,
  travellersMayStart: false,
  logoUrl: 'https://store.example/branding/logos/0123456789abcdefghijklmnopqrstuv.svg',
};
const shown = { answer: BrandingSchema, example: aBranding };

/** How an organization appears to its travellers. */
export function registerBrandingRoutes(app: App, parts: BrandingParts): void {
  const routes = routesOf(app, parts);
  declareBranding(routes, parts);
  declareLogo(routes, parts);
  const config = { public: true } as const;
  app.get(`${LOGO_PATH}/:name`, { config }, (request, reply) => sendLogo(parts.db, request, reply));
}

function declareBranding(routes: Routes, parts: BrandingParts): void {
  const { config, pageHosts } = parts;
  const { publicUrl, mode } = config;
  const proofs = { mode, readTextRecords: parts.readTextRecords };
  routes.read(
    PATH,
    {
      ...shown,
      id: 'getBranding',
      scope: 'read',
      tag,
      summary: 'Retrieve your branding',
      description: 'Returns how you appear to travellers; `null` for what you have not set.',
    },
    async (scope) => show(await readBranding(scope), { ...scope, publicUrl }),
  );
  routes.write(
    `PUT ${PATH}`,
    {
      ...shown,
      id: 'updateBranding',
      scope: 'manage',
      tag,
      summary: 'Update your branding',
      description:
        'Replaces everything but the logo; a field that you leave out is unset. Live and sandbox ' +
        'accounts share the branding.',
      body: Type.Partial(Type.Object(fields)),
      refusals: ['invalid_request'],
      beforehand: (scope, { body }) =>
        proofOfHost({ ...scope, publicUrl, proofs }, toHost(body.pagesHost)),
      afterwards: () => void pageHosts.reload().catch(() => undefined),
    },
    async (scope, { body, found: proof }) => {
      const accentColor = body.accentColor?.toLowerCase() ?? null;
      const pagesHost = toHost(body.pagesHost);
      const branding: Branding = { ...NO_BRANDING, ...body, accentColor, pagesHost };
      const place = { ...scope, publicUrl };
      return show(await updateBranding({ ...place, proof }, branding), place);
    },
  );
}

/** Returns the host in its one spelling, or as it was sent if it is none. */
function toHost(sent: string | undefined): string | null {
  const given = sent?.trim().replace(/\.$/, '');
  return given === undefined ? null : (toPagesHost(given) ?? given);
}

function declareLogo(routes: Routes, { config: { publicUrl } }: BrandingParts): void {
  routes.write(
    `PUT ${PATH}/logo`,
    {
      ...shown,
      id: 'setLogo',
      scope: 'manage',
      tag,
      summary: 'Set your logo',
      description:
        `Takes a PNG of at most 2048 × 2048 pixels or an SVG, at most ${MAX_LOGO_BYTES / 1024} ` +
        'KiB. We keep the picture only: texts and places in a PNG are dropped, and an SVG can ' +
        'have shapes, gradients and masks, but no scripts, style sheets, fonts, pictures or links.',
      body: Type.Object({
        contentType: oneOf(LOGO_TYPES, {
          description: 'The type of the picture.',
          examples: ['image/svg+xml'],
        }),
        content: Type.String({
          minLength: 1,
          maxLength: 250_000,
          description: 'The picture in base64.',
          examples: [
            Buffer.from('<svg viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>').toString('base64'),
          ],
        }),
      }),
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => show(await setLogo(scope, body), { ...scope, publicUrl }),
  );
  routes.write(
    `DELETE ${PATH}/logo`,
    {
      id: 'deleteLogo',
      scope: 'manage',
      tag,
      summary: 'Delete your logo',
      description: 'Its public URL stops working.',
      status: 204,
    },
    async (scope) => {
      await removeLogo(scope);
    },
  );
}

const LOGO_HEADERS = {
  'Cache-Control': 'public, max-age=31536000, immutable',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  // Mails and the reseller's own pages show it, which are other origins.
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

async function sendLogo(db: Queryable, request: Request, reply: Reply): Promise<Reply> {
  const { name } = request.params as { name: string };
  const content = await selectLogo(db, name);
  if (!content) throw noSuchRoute();
  const type = name.endsWith('.svg') ? 'image/svg+xml' : 'image/png';
  return reply.headers(LOGO_HEADERS).type(type).send(content);
}

type Shown = { publicUrl: string; organizationId: string };

function show({ logoName, ...branding }: Brand, { publicUrl, organizationId }: Shown) {
  const { accentColor } = branding;
  return {
    ...branding,
    pagesHostToken: hostTokenOf(organizationId),
    contrast: accentColor === null ? null : whiteContrastOf(accentColor),
    logoUrl: logoName === null ? null : new URL(`${LOGO_PATH}/${logoName}`, publicUrl).href,
  };
}
