import { type EsimProfile, latestFigure } from '../../connectivity/esims/index.ts';
import { type Html, html } from '../../kernel/html.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { fillHtml, shownMoment } from './moments.ts';
import { WORDS } from './words/index.ts';
import { SOURCES } from './words/sources.ts';

/**
 * Returns of which moment the data left is, and who said so; undefined if no use was reported. What
 * was reported before sources were kept is dated by when the eSIM was seen.
 */
export function shownFigure(
  profiles: readonly Pick<EsimProfile, 'usageAsOf' | 'usageSource' | 'lastSeenAt'>[],
  language: TravellerLanguage,
): Html | undefined {
  const { asOf: text } = WORDS[language].customer;
  const { usageAsOf, usageSource } = latestFigure(profiles);
  const seen = profiles.flatMap(({ lastSeenAt }) => lastSeenAt?.getTime() ?? []);
  const at = usageAsOf ?? (seen.length > 0 ? new Date(Math.max(...seen)) : undefined);
  if (!at) return undefined;
  const asOf = fillHtml(text, 'when', shownMoment(at, language));
  return usageSource ? html`${asOf} · ${SOURCES[language][usageSource]}` : asOf;
}
