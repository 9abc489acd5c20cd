import { Kbd, Modal } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { partWords } from '../parts/words.ts';
import { useSession } from '../session/session.ts';
import { useWords } from '../words/language.tsx';
import { navFor } from './nav.ts';
import { goKeysOf, SHORTCUTS } from './shortcuts.ts';
import { shellWords } from './words.ts';

type Row = { what: string; keys: readonly string[] };

/** The list of keyboard shortcuts, opened by `?`. */
export default function Help({ close }: { close: () => void }) {
  const { shortcuts: words } = useWords(shellWords);
  const parts = useWords(partWords);
  const groups: [string, Row[]][] = [
    [words.anywhere, rowsOf('anywhere', words)],
    [words.pages, usePageRows()],
    [words.lists, rowsOf('lists', words)],
    [words.forms, rowsOf('forms', words)],
  ];
  return (
    <Modal
      opened
      onClose={close}
      title={words.title}
      size={680}
      closeButtonProps={{ 'aria-label': parts.close }}
    >
      <div className="keys-columns">
        {groups.map(([title, rows]) => (
          <section className="keys" key={title}>
            <h3>{title}</h3>
            <dl>
              {rows.map(({ what, keys }) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>
                    {keys.map((key) =>
                      key === words.followedBy ? (
                        <span key={key} className="t3 small">
                          {key}
                        </span>
                      ) : (
                        <Kbd key={key} size="xs">
                          {key}
                        </Kbd>
                      ),
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function rowsOf(where: keyof typeof SHORTCUTS, words: typeof shellWords.en.shortcuts): Row[] {
  return SHORTCUTS[where].map(([name, keys]) => ({ what: words[name], keys }));
}

/** The `G` shortcuts of the pages that this person may open. */
function usePageRows(): Row[] {
  const { pages, shortcuts } = useWords(shellWords);
  const session = useSession();
  const { mode } = useParams({ from: '/$mode' });
  const shown = navFor(session, mode).flatMap((group) => group.pages);
  return Object.entries(goKeysOf(mode)).flatMap(([key, to]) => {
    const page = shown.find((one) => one.to === to);
    return page
      ? [{ what: pages[page.name], keys: ['G', shortcuts.followedBy, key.toUpperCase()] }]
      : [];
  });
}
