import { createHmac, randomBytes } from 'node:crypto';
import { audit } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { type Brand, type Branding, checkBranding, NO_BRAND } from './branding.ts';
import { selectBrand, selectBrandAndTime, upsertBranding } from './branding-store.ts';
import {
  findHostProof,
  type HostProof,
  type HostProofs,
  hostTokenOf,
  recordNameOf,
} from './host-proof.ts';
import { deleteLogo, upsertLogo } from './logo-store.ts';
import { isOfPlatform, toPagesHost } from './pages-host.ts';
import { toSafePng } from './safe-png.ts';
import { toSafeSvg, UnsafeSvg } from './safe-svg.ts';

export const MAX_LOGO_BYTES = 150 * 1024;
export const LOGO_TYPES = ['image/png', 'image/svg+xml'] as const;
export type LogoUpload = { contentType: (typeof LOGO_TYPES)[number]; content: string };

/** Returns the brand of the organization. */
export async function readBranding({
  db,
  organizationId,
}: Pick<ReadScope, 'db' | 'organizationId'>): Promise<Brand> {
  return (await selectBrand(db, organizationId)) ?? NO_BRAND;
}

/**
 * Returns the brand that an account's travellers see, and what time it is in the account; undefined
 * if there is no such account.
 */
export async function readBrandAndTime(
  db: Queryable,
  accountId: string,
): Promise<{ brand: Brand; now: Date } | undefined> {
  const found = await selectBrandAndTime(db, accountId);
  if (!found) return undefined;
  const { now, ...brand } = found;
  return { brand, now };
}

/**
 * Replaces the branding; its logo stays. `proof` is what the DNS of a new host said. Throws
 * `invalid_request`.
 */
export async function updateBranding(
  scope: Scope & { publicUrl: string; proof: HostProof | undefined },
  branding: Branding,
): Promise<Brand> {
  const { organizationId, proof = 'unknown' } = scope;
  checkBranding(branding, scope.publicUrl);
  const { logoName, pagesHostMissingSince, ...before } = await readBranding(scope);
  const isSameHost = branding.pagesHost === before.pagesHost;
  if (!isSameHost) requireProof(proof, { host: branding.pagesHost, organizationId });
  const missingSince = isSameHost && proof !== 'found' ? pagesHostMissingSince : null;
  const kept = { ...branding, pagesHostMissingSince: missingSince };
  const isDone = await upsertBranding(scope.db, organizationId, kept);
  if (!isDone) throw invalid('/pagesHost', 'belongs to another company');
  audit(scope, { action: 'branding.updated', target: null, before, after: branding });
  return { ...kept, logoName };
}

/**
 * Looks for the proof of a host that is new, or whose record was missing; undefined if there is
 * nothing to look for.
 */
export async function proofOfHost(
  scope: Pick<ReadScope, 'db' | 'organizationId'> & { publicUrl: string; proofs: HostProofs },
  host: string | null,
): Promise<HostProof | undefined> {
  const { organizationId, publicUrl, proofs } = scope;
  if (host === null || toPagesHost(host) !== host || isOfPlatform(host, publicUrl)) {
    return undefined;
  }
  const { pagesHost, pagesHostMissingSince } = await readBranding(scope);
  if (pagesHost === host && pagesHostMissingSince === null) return undefined;
  return findHostProof(proofs, { host, organizationId });
}

function requireProof(
  proof: HostProof,
  { host, organizationId }: { host: string | null; organizationId: string },
): void {
  if (host === null || proof === 'found') return;
  const record = `${recordNameOf(host)} with the value ${hostTokenOf(organizationId)}`;
  throw invalid(
    '/pagesHost',
    proof === 'missing'
      ? `needs the TXT record ${record}, which was not found; a new record can take an hour`
      : `could not be checked, because its DNS did not answer; it needs the TXT record ${record}`,
  );
}

/** Sets the logo. Throws `invalid_request` for a picture that cannot be made safe. */
export async function setLogo(scope: Scope, upload: LogoUpload): Promise<Brand> {
  const content = toSafePicture(upload);
  const ending = upload.contentType === 'image/png' ? 'png' : 'svg';
  const digest = createHmac('sha256', randomBytes(32)).update(content).digest('base64url');
  const name = `${digest.slice(0, 32)}.${ending}`;
  const before = await readBranding(scope);
  await upsertLogo(scope.db, scope.organizationId, { name, content });
  auditLogo(scope, before.logoName, name);
  return { ...before, logoName: name };
}

/** Removes the logo, if there is one. */
export async function removeLogo(scope: Scope): Promise<Brand> {
  const before = await readBranding(scope);
  await deleteLogo(scope.db, scope.organizationId);
  if (before.logoName !== null) auditLogo(scope, before.logoName, null);
  return { ...before, logoName: null };
}

function auditLogo(scope: Scope, before: string | null, after: string | null): void {
  const action = after === null ? 'branding.logo_removed' : 'branding.logo_set';
  audit(scope, { action, target: null, before: { logo: before }, after: { logo: after } });
}

function toSafePicture({ contentType, content }: LogoUpload): Buffer {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(content)) throw invalid('/content', 'must be base64');
  const file = Buffer.from(content, 'base64');
  if (file.length > MAX_LOGO_BYTES) {
    throw invalid('/content', `must not exceed ${MAX_LOGO_BYTES / 1024} KiB`);
  }
  if (contentType === 'image/svg+xml') return toSvg(file);
  const picture = toSafePng(file);
  if (picture) return picture;
  throw invalid('/content', 'must be a PNG of at most 2048 × 2048 pixels, not interlaced');
}

function toSvg(file: Buffer): Buffer {
  try {
    return Buffer.from(toSafeSvg(file.toString('utf8').replace(/^\ufeff/, '')));
  } catch (error) {
    if (error instanceof UnsafeSvg) throw invalid('/content', error.message);
    throw error;
  }
}
