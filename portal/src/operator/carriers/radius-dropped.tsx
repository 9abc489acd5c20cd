import type { Schemas } from '../../api/client.ts';
import { Notice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { feedWords } from './feed-words.ts';

const SHOWN = 5;

/** When packets were dropped before a receiver could read them, and what helps; nothing if none. */
export function RadiusDropped({ dropped }: { dropped: readonly Schemas['RadiusDropped'][] }) {
  const words = useWords(feedWords);
  const format = useFormat();
  if (dropped.length === 0) return null;
  const all = dropped.reduce((sum, { packets }) => sum + packets, 0);
  return (
    <Notice tone="wait" title={words.dropped(all, format.number(all))}>
      <p>{words.droppedText}</p>
      <ul className="s13">
        {dropped.slice(0, SHOWN).map(({ receiver, hour, packets }) => (
          <li key={`${hour} ${receiver}`}>
            {words.droppedIn(format.number(packets), format.exact(hour), receiver)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
