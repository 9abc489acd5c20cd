import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { apiOf } from '../../api/client.ts';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { PublicPage } from './public-page.tsx';
import { publicWords } from './words.ts';

const route = getRouteApi('/verify');

/** A click proves the address, because programs that read mails also open their links. */
export function VerifyPage() {
  const { verify: words } = useWords(publicWords);
  const { token = '' } = route.useSearch();
  const { queries, cache } = apiOf(undefined);
  const verify = queries.useMutation('post', '/auth/verify-email', {}, cache);
  const done = verify.isSuccess ? words.done : undefined;
  return (
    <PublicPage title={words.title} text={words.text} done={done}>
      <div className="form">
        <ErrorNotice error={verify.error} />
        <Button
          variant="filled"
          size="md"
          loading={verify.isPending}
          onClick={() => verify.mutate({ body: { token } })}
        >
          {words.button}
        </Button>
      </div>
    </PublicPage>
  );
}
