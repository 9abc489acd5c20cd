import { WorldMap } from '../../parts/map/world-map.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { catalogueWords } from './words.ts';

type Props = {
  covered: ReadonlySet<string>;
  country?: string;
  choose: (country: string | undefined) => void;
};

/** The coverage map. A click on a country filters the list; a second click clears it. */
export default function Coverage({ covered, country, choose }: Props) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  const count = format.number(covered.size);
  const text = () => {
    if (!country) return words.mapText(count);
    const name = format.country(country);
    return covered.has(country) ? words.mapChosen(name) : words.mapNone(name);
  };
  return (
    <figure className="coverage">
      <WorldMap
        label={words.mapLabel(count)}
        covered={covered}
        here={country}
        choose={(code) => choose(code === country ? undefined : code)}
      />
      <figcaption className="t2 s13">
        <span role="status">{text()}</span>
      </figcaption>
    </figure>
  );
}
