import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQueries } from '../api/use-api.tsx';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session/session.ts';
import { useFormat } from '../words/format.ts';
import { useLanguage, useWords } from '../words/language.tsx';
import { ViewBand } from './view-band.tsx';
import { viewWords } from './view-words.ts';

const KEPT_AS = 'gigastore-dismissed';
/** How often the platform is asked for news. */
const EVERY_MS = 300_000;

/** What the platform announces, and who of its people reads here; above every page. */
export default function Notices() {
  const words = useWords(viewWords);
  const { language } = useLanguage();
  const format = useFormat();
  const { view } = useSession();
  const [dismissed, setDismissed] = useState(readDismissed);
  const { data } = useQueries().useQuery(
    'get',
    '/gigastore/notices',
    {},
    { staleTime: EVERY_MS, refetchInterval: EVERY_MS },
  );
  const dismiss = (id: string) => {
    const next = [...dismissed, id];
    localStorage.setItem(KEPT_AS, JSON.stringify(next));
    setDismissed(next);
  };
  const shown = (data?.announcements ?? []).filter(({ id }) => !dismissed.includes(id));
  const views = view ? [] : (data?.portalViews ?? []);
  if (!view && shown.length + views.length === 0) return null;
  return (
    <div className="shell-notices">
      <ViewBand />
      {views.map(({ name, reason, startedAt, endsAt }) => (
        <Notice
          key={`${name} ${startedAt}`}
          tone="info"
          title={words.readBy(name, format.exact(endsAt))}
        >
          <p>{words.because(reason)}</p>
        </Notice>
      ))}
      {shown.map(({ id, texts }) => (
        <Notice key={id} tone="info">
          <p>{texts[language]}</p>
          <div className="note-foot">
            <Button size="xs" onClick={() => dismiss(id)}>
              {words.dismiss}
            </Button>
          </div>
        </Notice>
      ))}
    </div>
  );
}

function readDismissed(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
