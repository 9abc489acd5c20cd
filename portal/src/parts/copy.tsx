import { CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../words/language.tsx';
import { partWords } from './words.ts';

/** A value that one click copies. */
export function Copyable({ value, children }: { value: string; children?: ReactNode }) {
  const words = useWords(partWords);
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <button
          type="button"
          className="copy"
          onClick={copy}
          title={copied ? words.copied : words.copy}
        >
          <span className="vh">{words.copy}: </span>
          <span className="cut">{children ?? value}</span>
          {copied ? (
            <IconCheck className="i" size={14} stroke={1.5} />
          ) : (
            <IconCopy className="i" size={14} stroke={1.5} />
          )}
          <span className="vh" role="status">
            {copied ? words.copied : ''}
          </span>
        </button>
      )}
    </CopyButton>
  );
}
