import { Kbd, Modal } from '@mantine/core';
import { partWords } from '../parts/words.ts';
import { useWords } from '../words/language.tsx';
import { shellWords } from './words.ts';

/** The keyboard's shortcuts, under `?`. */
export default function Help({ close }: { close: () => void }) {
  const { shortcuts: words } = useWords(shellWords);
  const parts = useWords(partWords);
  const groups: [string, [string, string[]][]][] = [
    [
      words.anywhere,
      [
        [words.find, ['Ctrl', 'K']],
        [words.help, ['?']],
        [words.side, ['M']],
        [words.home, ['G', words.followedBy, 'H']],
        [words.sales, ['G', words.followedBy, 'S']],
        [words.customers, ['G', words.followedBy, 'C']],
        [words.inventory, ['G', words.followedBy, 'I']],
        [words.wallet, ['G', words.followedBy, 'W']],
      ],
    ],
    [
      words.lists,
      [
        [words.filter, ['/']],
        [words.next, ['J', 'K']],
        [words.open, ['Enter']],
        [words.select, ['X']],
        [words.close, ['Esc']],
      ],
    ],
  ];
  return (
    <Modal
      opened
      onClose={close}
      title={words.title}
      size={480}
      closeButtonProps={{ 'aria-label': parts.close }}
    >
      {groups.map(([title, rows]) => (
        <section className="keys" key={title}>
          <h3>{title}</h3>
          <dl>
            {rows.map(([what, keys]) => (
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
    </Modal>
  );
}
