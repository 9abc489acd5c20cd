import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMay } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { planWords } from './words.ts';

/** The button that opens the import of the catalogue, for those who may use it. */
export function ImportButton({ onClick }: { onClick: () => void }) {
  const words = useWords(planWords);
  if (!useMay()('POST /operator/catalogue/import')) return null;
  return (
    <Button leftSection={<IconUpload size={16} stroke={1.5} />} onClick={onClick}>
      {words.importCsv}
    </Button>
  );
}
