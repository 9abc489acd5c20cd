import type { Schemas } from '../../api/client.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { catalogueWords } from './catalogue-words.ts';

const NAMED = 3;

/** The first networks by country: `Austria: A1 (4G, 5G)`. */
export function ItemNetworks({ networks }: Pick<Schemas['CatalogueLine'], 'networks'>) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  if (networks.length === 0) return null;
  const named = networks.slice(0, NAMED).map(({ country, name, technologies }) => {
    const how = technologies.length > 0 ? ` (${technologies.join(', ')})` : '';
    return `${format.country(country)}: ${name}${how}`;
  });
  const more = networks.length - named.length;
  return (
    <div className="t2 s13">
      {named.join(' · ')}
      {more > 0 && ` ${words.more(format.number(more))}`}
    </div>
  );
}
