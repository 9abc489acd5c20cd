import { LRUCache } from 'lru-cache';
import { type LanguageHeaders, wantedLanguages } from '../../kernel/accept.ts';

const DEFAULT_LOCALE = 'en';

const chosen = new LRUCache<string, string>({ max: 500 });

/**
 * Returns the locale for the names of countries in a request: any language that `Intl` supports,
 * with script and region, or English.
 */
export function namesLocaleOf(headers: LanguageHeaders): string {
  const tags = wantedLanguages(headers);
  const key = tags.join();
  const locale = chosen.get(key) ?? choose(tags);
  chosen.set(key, locale);
  return locale;
}

function choose(tags: readonly string[]): string {
  for (const tag of tags) {
    const locale = supported(tag);
    if (locale !== undefined) return locale;
  }
  return DEFAULT_LOCALE;
}

/** Returns language, script and region of a tag whose language has names. */
function supported(tag: string): string | undefined {
  try {
    const { language, script, region } = new Intl.Locale(tag);
    const locale = [language, script, region].filter(Boolean).join('-');
    return Intl.DisplayNames.supportedLocalesOf(locale)[0];
  } catch {
    return undefined;
  }
}
