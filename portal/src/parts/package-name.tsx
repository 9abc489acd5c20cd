import { Flag } from './flag.tsx';

/** A package or item by name, with the flag of its country. */
export function PackageName({ name, countrySet }: { name: string; countrySet: string }) {
  return (
    <span className="pk">
      <Flag of={countrySet} />
      <span>{name}</span>
    </span>
  );
}

/** The last digits of an identifier, which is enough to tell it from its neighbours. */
export function Tail({ of, digits = 4 }: { of: string | undefined; digits?: number }) {
  if (!of) return <span className="t3">–</span>;
  return <span title={of}>···· {of.slice(-digits)}</span>;
}
