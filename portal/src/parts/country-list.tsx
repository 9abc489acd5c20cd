import { useFormat } from '../words/format.ts';
import { Flag } from './flag.tsx';

/** Countries by name, each with its flag. */
export function CountryList({ codes }: { codes: readonly string[] }) {
  const format = useFormat();
  const sorted = codes
    .map((code) => ({ code, name: format.country(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <ul className="flags">
      {sorted.map(({ code, name }) => (
        <li key={code}>
          <Flag of={code} />
          <span>{name}</span>
        </li>
      ))}
    </ul>
  );
}
