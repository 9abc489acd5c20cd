import {
  type TravellerLanguage,
  toTravellerLanguage,
  wantedTravellerLanguage,
} from '../../kernel/traveller-language.ts';
import type { Request } from '../../platform/http/typed-app.ts';

/**
 * Returns the language of a page: the one in the link (`?lang=`), else the one that the browser
 * prefers, else the reseller's, else English.
 */
export function languageOf(
  { query, headers }: Pick<Request, 'query' | 'headers'>,
  preset?: TravellerLanguage | null,
): TravellerLanguage {
  const { lang } = query as { lang?: unknown };
  const { 'accept-language': accept } = headers;
  const chosen =
    toTravellerLanguage(lang) ?? wantedTravellerLanguage({ 'accept-language': accept });
  return chosen ?? preset ?? 'en';
}
