import { Button, FileButton, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../words/language.tsx';
import { partWords } from './words.ts';

type Props = {
  label: string;
  help?: ReactNode;
  value: string;
  onChange: (text: string) => void;
  rows?: number;
};

/** The text of a CSV file, chosen, dropped or pasted. */
export function TextSource({ label, help, value, onChange, rows = 6 }: Props) {
  const words = useWords(partWords);
  const read = (file: File | null) => void file?.arrayBuffer().then((all) => onChange(decode(all)));
  return (
    <div className="text-source">
      <Textarea
        label={label}
        description={help}
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        minRows={rows}
        maxRows={rows}
        autosize
        spellCheck={false}
        data-autofocus
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          read(event.dataTransfer.files[0] ?? null);
        }}
        classNames={{ input: 'code' }}
      />
      <FileButton onChange={read} accept=".csv,.txt,text/csv,text/plain">
        {(props) => (
          <Button {...props} size="xs" leftSection={<IconUpload size={14} stroke={1.5} />}>
            {words.chooseFile}
          </Button>
        )}
      </FileButton>
    </div>
  );
}

/** UTF-8, or else what Excel writes on Windows. */
function decode(file: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('windows-1252').decode(file);
  }
}
