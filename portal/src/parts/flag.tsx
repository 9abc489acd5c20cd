import { IconWorld } from '@tabler/icons-react';
import { useFormat } from '../words/format.ts';

/** The flag of a country, or a globe for several countries. */
export function Flag({ of, isDecorative = true }: { of: string; isDecorative?: boolean }) {
  const format = useFormat();
  if (!/^[A-Za-z]{2}$/.test(of) || of.toUpperCase() === 'EU') {
    return <IconWorld className="i t3" size={16} stroke={1.5} aria-hidden="true" />;
  }
  return (
    <img
      className="flag"
      src={`/esim/countries/${of.toUpperCase()}/flag`}
      alt={isDecorative ? '' : format.country(of)}
      loading="lazy"
      width={16}
      height={12}
    />
  );
}
