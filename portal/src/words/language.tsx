import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

export type Language = 'en' | 'de';
/** Declares the messages of one part of the portal in both languages, with one shape. */
export type Words<T> = Record<Language, T>;

const KEPT_AS = 'gigastore-language';
type Chosen = { language: Language; choose: (language: Language) => void };
const LanguageContext = createContext<Chosen>({ language: 'en', choose: () => undefined });

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      choose(next: Language) {
        localStorage.setItem(KEPT_AS, next);
        choose(next);
      },
    }),
    [language],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useLanguage(): Chosen {
  return useContext(LanguageContext);
}

export function useWords<T>(words: Words<T>): T {
  return words[useContext(LanguageContext).language];
}

function firstLanguage(): Language {
  const wanted = localStorage.getItem(KEPT_AS) ?? navigator.language;
  return wanted.startsWith('de') ? 'de' : 'en';
}
