import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBook2 } from '@tabler/icons-react';
import { TaskDrawer } from '../../parts/drawer.tsx';
import { useWords } from '../../words/language.tsx';
import { guideWords } from './words.ts';

export type GuideName = keyof typeof guideWords.en.guides;

/** A guide beside the tool that it describes. */
export function GuideButton({ guide, isNamed }: { guide: GuideName; isNamed?: boolean }) {
  const words = useWords(guideWords);
  const [isOpen, drawer] = useDisclosure(false);
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconBook2 size={14} stroke={1.5} />}
        aria-label={isNamed ? undefined : `${words.guide}: ${words.guides[guide].title}`}
        onClick={drawer.open}
      >
        {isNamed ? words.guides[guide].title : words.guide}
      </Button>
      <TaskDrawer isOpen={isOpen} close={drawer.close} title={words.guides[guide].title}>
        <div className="task-scroll">
          <Guide name={guide} />
        </div>
      </TaskDrawer>
    </>
  );
}

export function Guide({ name }: { name: GuideName }) {
  const { lead, steps, last } = useWords(guideWords).guides[name];
  return (
    <div className="guide-text s13">
      <p className="t2">{lead}</p>
      <ol>
        {steps.map(([what, how]) => (
          <li key={what}>
            <p className="strong">{what}</p>
            <p className="t2">{how}</p>
          </li>
        ))}
      </ol>
      <p className="t2">{last}</p>
    </div>
  );
}
