import { Flag } from './flag.tsx';

/** The name of a package or item, with the flag of its country. */
export function PackageName({ name, countrySet }: { name: string; countrySet: string }) {
  return (
    <span className="pk">
      <Flag of={countrySet} />
      <span>{name}</span>
    </span>
  );
}

/** The last digits of an identifier, enough to distinguish it within a list. */
export function Tail({ of, digits = 4 }: { of: string | undefined; digits?: number }) {
  if (!of) return <span className="t3">–</span>;
  return <span title={of}>···· {of.slice(-digits)}</span>;
}
