import { Page } from '../../parts/page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { homeWords } from './words.ts';

export function HomePage() {
  const words = useWords(homeWords);
  const format = useFormat();
  return <Page title={words.title} sub={format.longDate(Date.now())} />;
}
