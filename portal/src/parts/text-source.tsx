import { Button, FileButton, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/language.tsx';
import { partWords } from './words.ts';

const MOST_SHOWN = 200_000;
const SHEETS = '.csv,.txt,text/csv,text/plain';

type Props = {
  label: string;
  help?: ReactNode;
  value: string;
  /** The file name, if a file was selected or dropped. */
  onChange: (text: string, fileName?: string) => void;
  rows?: number;
  /** The file extensions that can be selected. */
  accept?: string;
};

/** Takes the text of a CSV file: selected, dropped or pasted. */
export function TextSource({ label, help, value, onChange, rows = 6, accept = SHEETS }: Props) {
  const words = useWords(partWords);
  const read = (file: File | null) =>
    void file?.arrayBuffer().then((all) => onChange(decode(all), file.name));
  return (
    <div className="text-source">
      {value.length > MOST_SHOWN ? (
        <LongText label={label} value={value} remove={() => onChange('')} />
      ) : (
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
      )}
      <FileButton onChange={read} accept={accept}>
        {(props) => (
          <Button {...props} size="xs" leftSection={<IconUpload size={14} stroke={1.5} />}>
            {words.chooseFile}
          </Button>
        )}
      </FileButton>
    </div>
  );
}

/** A text field would take seconds to render a longer text. */
function LongText({ label, value, remove }: Pick<Props, 'label' | 'value'> & { remove(): void }) {
  const words = useWords(partWords);
  const format = useFormat();
  return (
    <div>
      <p className="strong s13">{label}</p>
      <p className="t2 s13">{words.longText(format.number(value.split('\n').length))}</p>
      <Button size="xs" variant="subtle" onClick={remove}>
        {words.removeText}
      </Button>
    </div>
  );
}

/** Decodes UTF-8, UTF-16 with a byte order mark, or the encoding that Excel uses on Windows. */
function decode(file: ArrayBuffer): string {
  const [first, second] = new Uint8Array(file, 0, Math.min(2, file.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(file);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('windows-1252').decode(file);
  }
}
