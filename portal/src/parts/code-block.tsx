import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useWords } from '../words/language.tsx';
import { partWords } from './words.ts';

/** A code block with a copy button. */
export function CodeBlock({ code, label }: { code: string; label?: string }) {
  const words = useWords(partWords);
  return (
    <section className="code-block" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <ActionIcon
            className="code-copy"
            size={28}
            aria-label={copied ? words.copied : words.copy}
            onClick={copy}
          >
            {copied ? <IconCheck size={14} stroke={1.5} /> : <IconCopy size={14} stroke={1.5} />}
          </ActionIcon>
        )}
      </CopyButton>
    </section>
  );
}
