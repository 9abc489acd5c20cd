import { useNow } from '../session/clock.ts';
import { useFormat } from '../words/format.ts';

/** A relative time by the account's clock, with the exact time on hover. */
export function Ago({ at }: { at: string }) {
  const format = useFormat();
  const now = useNow();
  return (
    <time dateTime={at} title={format.exact(at)}>
      {format.ago(at, now)}
    </time>
  );
}
