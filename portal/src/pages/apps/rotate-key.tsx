import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { RotateConfirm } from '../../parts/rotate-confirm.tsx';
import { useWords } from '../../words/language.tsx';
import { appWords } from './words.ts';

/** Creates the key for the next version of the app. The current one works for a while. */
export function RotateKey({
  sdkKey: { id },
  close,
}: {
  sdkKey: Schemas['SdkKey'];
  close: () => void;
}) {
  const words = useWords(appWords);
  const { queries, intention, accept } = useChange();
  const rotate = queries.useMutation('post', '/gigastore/sdk/keys/{id}/rotate', {
    onSuccess: () => {
      accept(words.rotated);
      close();
    },
  });
  return (
    <RotateConfirm
      close={close}
      title={words.rotateTitle}
      text={words.rotateText}
      label={words.overlap}
      choices={words.overlaps}
      usual="90"
      action={words.rotate}
      rotate={(previousKeyExpiresAt) =>
        rotate.mutate({
          params: { path: { id }, header: intention.headers() },
          body: { previousKeyExpiresAt },
        })
      }
      isBusy={rotate.isPending}
      error={rotate.error}
    />
  );
}
