import { LOCALES, type Locale } from '../../kernel/locale.ts';

/** The text in English, and in other languages of the portal if it was translated. */
export type AnnouncementTexts = { en: string } & Partial<Record<Locale, string>>;

/** What the platform tells all resellers, or those whose IDs it names, between two times. */
export type Announcement = {
  id: string;
  texts: AnnouncementTexts;
  organizationIds: string[] | null;
  startsAt: Date;
  endsAt: Date;
  isMailed: boolean;
  mailedAt: Date | null;
  createdByName: string;
  createdAt: Date;
};

/** Returns the text in a language, or else in English. */
export function textIn(texts: AnnouncementTexts, locale: Locale): string {
  return texts[locale] ?? texts.en;
}

/** Returns the announcement as operators see it. */
export function showAnnouncement(announcement: Announcement) {
  return {
    id: announcement.id,
    texts: showTexts(announcement.texts),
    organizationIds: announcement.organizationIds,
    startsAt: announcement.startsAt.toISOString(),
    endsAt: announcement.endsAt.toISOString(),
    isMailed: announcement.isMailed,
    mailedAt: announcement.mailedAt?.toISOString() ?? null,
    createdBy: announcement.createdByName,
    createdAt: announcement.createdAt.toISOString(),
  };
}

/** Returns the text in every language of the portal. */
export function showTexts(texts: AnnouncementTexts): Record<Locale, string> {
  return Object.fromEntries(LOCALES.map((locale) => [locale, textIn(texts, locale)])) as Record<
    Locale,
    string
  >;
}
