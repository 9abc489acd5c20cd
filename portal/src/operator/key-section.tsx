import './operator.css';
import { IconPlus } from '@tabler/icons-react';
import type { ComponentProps, ReactNode } from 'react';
import { Reading } from '../parts/loading.tsx';
import { Section } from '../parts/page.tsx';
import { AllowedButton } from '../session/allowed.tsx';

type Found<Key> = {
  data: { items: readonly Key[] } | undefined;
  error: ComponentProps<typeof Reading>['error'];
  refetch: ComponentProps<typeof Reading>['refetch'];
};

/** Keys of one kind: their purpose, a button that creates one, and a table. */
export function KeySection<Key>({
  title,
  text,
  notice,
  empty,
  create: { calls, label, start },
  found: { data, error, refetch },
  head,
  row,
  children,
}: {
  title: string;
  text: string;
  /** What is wrong, above the table. */
  notice?: ReactNode;
  /** Replaces the table while there is no key. */
  empty: string;
  create: Pick<ComponentProps<typeof AllowedButton>, 'calls'> & {
    label: string;
    start: () => void;
  };
  found: Found<Key>;
  /** The header cells of the table. */
  head: ReactNode;
  row: (key: Key) => ReactNode;
  /** The drawer or dialog that is open. */
  children: ReactNode;
}) {
  return (
    <Section
      title={title}
      actions={
        <AllowedButton
          calls={calls}
          size="xs"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={start}
        >
          {label}
        </AllowedButton>
      }
    >
      <p className="t2 s13 key-lead">{text}</p>
      {notice}
      <Reading data={data} error={error} refetch={refetch} rows={4} />
      {data?.items.length === 0 && <p className="t2 s13">{empty}</p>}
      {data && data.items.length > 0 && (
        <table className="tbl plain" aria-label={title}>
          <thead>
            <tr>{head}</tr>
          </thead>
          <tbody>{data.items.map(row)}</tbody>
        </table>
      )}
      {children}
    </Section>
  );
}
