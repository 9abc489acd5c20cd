import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useWords } from '../../../words/language.tsx';
import { usageFileWords } from './usage-file-words.ts';

type Props = { file: File | undefined; choose: (file: File) => void };

/** Takes a usage file, which stays as it is: its encoding is a part of its format. */
export function FileChoice({ file, choose }: Props) {
  const words = useWords(usageFileWords);
  return (
    <div>
      <FileButton onChange={(chosen) => chosen && choose(chosen)}>
        {(props) => (
          <Button {...props} size="xs" leftSection={<IconUpload size={14} stroke={1.5} />}>
            {words.chooseFile}
          </Button>
        )}
      </FileButton>
      {file && <p className="s13 strong">{file.name}</p>}
      <p className="t2 s13">{words.fileHelp}</p>
    </div>
  );
}
