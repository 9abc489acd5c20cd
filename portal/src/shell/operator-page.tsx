import { Button } from '@mantine/core';
import { Empty } from '../parts/empty.tsx';
import { Page } from '../parts/page.tsx';
import { useWords } from '../words/language.tsx';
import { shellWords } from './words.ts';

/** Stands in place of every reseller's page on the operator's side, whose own pages come later. */
export default function OperatorPage() {
  const words = useWords(shellWords).operator;
  return (
    <Page title={words.title}>
      <Empty
        title={words.soon}
        action={
          <Button component="a" href="/docs/api/">
            {words.reference}
          </Button>
        }
      >
        {words.text}
      </Empty>
    </Page>
  );
}
