import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { findReseller } from '../../tenancy/organizations/index.ts';
import { type Announcement, type AnnouncementTexts, showAnnouncement } from './announcement.ts';
import { insertAnnouncement, updateEnded } from './store.ts';

export type AnnouncementDraft = {
  texts: AnnouncementTexts;
  organizationIds?: readonly string[];
  startsAt?: Date;
  endsAt: Date;
  isMailed?: boolean;
};

/**
 * Announces a text to all resellers or to some. Throws `invalid_request` for a blank text or an end
 * that is not after the start and now, `organization_not_found`.
 */
export async function announce(
  scope: Scope & { realNow: Date },
  { texts, organizationIds, startsAt = scope.realNow, endsAt, isMailed = false }: AnnouncementDraft,
): Promise<Announcement> {
  for (const [locale, text] of Object.entries(texts)) {
    if (text.trim() === '') throw invalid(`/texts/${locale}`, 'must not be blank');
  }
  if (endsAt <= startsAt || endsAt <= scope.realNow) {
    throw invalid('/endsAt', 'must be later than now and than `startsAt`');
  }
  const known: string[] = [];
  for (const id of organizationIds ?? []) known.push((await findReseller(scope.db, id)).id);
  const announcement: Announcement = {
    ...{ id: newId(), texts, startsAt, endsAt, isMailed, mailedAt: null },
    organizationIds: organizationIds === undefined ? null : known,
    createdByName: scope.actor.name ?? 'Operator',
    createdAt: scope.realNow,
  };
  await insertAnnouncement(scope.db, announcement);
  const after = showAnnouncement(announcement);
  audit(scope, {
    action: 'announcement.created',
    target: announcement.id,
    before: null,
    after,
  });
  return announcement;
}

/** Ends an announcement at once, with the mails that it has not sent. */
export async function endAnnouncement(
  scope: Scope & { realNow: Date },
  id: string,
): Promise<Announcement> {
  const ended = await updateEnded(scope.db, { id, now: scope.realNow });
  if (!ended) throw new Refusal('announcement_not_found', 'No announcement has this ID.');
  const after = { endsAt: ended.endsAt.toISOString() };
  audit(scope, { action: 'announcement.ended', target: ended.id, before: null, after });
  return ended;
}
