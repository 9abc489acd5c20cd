import './public.css';
import { useDocumentTitle } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { Mark } from '../../look/mark.tsx';
import { SandboxBand } from '../../shell/sandbox-band.tsx';
import { type Language, useLanguage, useWords } from '../../words/language.tsx';
import { signInWords } from './words.ts';

const LANGUAGES: [Language, string][] = [
  ['en', 'English'],
  ['de', 'Deutsch'],
];

/** The frame around every page before sign-in. */
export function PublicFrame({
  title,
  mode,
  children,
}: {
  title: string;
  mode?: 'live' | 'sandbox';
  children: ReactNode;
}) {
  const words = useWords(signInWords);
  const { language, choose } = useLanguage();
  useDocumentTitle(`${title} · Gigastore`);
  useEffect(() => {
    const { dataset } = document.documentElement;
    delete dataset.side;
    if (mode === 'sandbox') dataset.mode = 'sandbox';
    if (mode === 'live') delete dataset.mode;
  }, [mode]);
  return (
    <>
      {mode === 'sandbox' && <SandboxBand />}
      <div className="public">
        <header className="brand">
          <Mark />
          Gigastore
        </header>
        <main>{children}</main>
        <footer className="public-foot">
          <a href="/docs/api/">{words.reference}</a>
          <a href="/health/ready">{words.status}</a>
          <nav aria-label={words.language}>
            {LANGUAGES.map(([one, name]) => (
              <button
                key={one}
                type="button"
                lang={one}
                aria-pressed={one === language}
                onClick={() => choose(one)}
              >
                {name}
              </button>
            ))}
          </nav>
        </footer>
      </div>
    </>
  );
}
