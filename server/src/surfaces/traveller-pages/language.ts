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
export function languageOf(request: Asked, preset?: TravellerLanguage | null): TravellerLanguage {
  return chosenLanguage(request) ?? preset ?? 'en';
}

type Asked = Pick<Request, 'query' | 'headers'>;

/** Returns the language that the link or the browser names. */
export function chosenLanguage({ query, headers }: Asked): TravellerLanguage | undefined {
  const { lang } = query as { lang?: unknown };
  const { 'accept-language': accept } = headers;
  return toTravellerLanguage(lang) ?? wantedTravellerLanguage({ 'accept-language': accept });
}
