import { Menu } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { type Shape, State } from '../../look/state.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Copyable } from '../../parts/copy.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Reading } from '../../parts/loading.tsx';
import { MoreMenu } from '../../parts/more-menu.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { RotateKey } from './rotate-key.tsx';
import { appWords } from './words.ts';

type Key = Schemas['SdkKey'];
/** How much of a key names it. */
const END = 6;

/** The publishable keys of an app, and a button for another one. */
export function AppKeys({ appId }: { appId: string }) {
  const words = useWords(appWords);
  const { queries, intention, accept } = useChange();
  const { data, error, refetch } = queries.useQuery('get', '/gigastore/sdk/keys');
  const create = queries.useMutation('post', '/gigastore/sdk/keys', {
    onSuccess: () => accept(words.keyCreated),
  });
  const keys = (data?.items ?? []).filter((key) => key.appId === appId);
  return (
    <>
      <p className="t2 s13">{words.keysText}</p>
      <Reading data={data} error={error} refetch={refetch} rows={2} row={44} />
      {data && keys.length === 0 && <p className="t2 s13 pad-top">{words.noKeys}</p>}
      <ul className="lines" aria-label={words.keys}>
        {keys
          .toSorted((a, b) => Number(b.active) - Number(a.active))
          .map((key) => (
            <KeyLine key={key.id} sdkKey={key} />
          ))}
      </ul>
      <div className="row pk-acts">
        <AllowedButton
          calls="POST /gigastore/sdk/keys"
          size="xs"
          loading={create.isPending}
          onClick={() =>
            create.mutate({ params: { header: intention.headers() }, body: { appId } })
          }
        >
          {words.createKey}
        </AllowedButton>
      </div>
      <ErrorNotice error={create.error} />
    </>
  );
}

function KeyLine({ sdkKey }: { sdkKey: Key }) {
  const words = useWords(appWords);
  const format = useFormat();
  const may = useMay();
  const { key, active, createdAt } = sdkKey;
  return (
    <li className="decision">
      <div className="row">
        <span className="grow">
          {active ? (
            <Copyable value={key}>
              <span className="code">{key}</span>
            </Copyable>
          ) : (
            <span className="code t3">{key}</span>
          )}
        </span>
        {active && may('DELETE /gigastore/sdk/keys/{id}') && <KeyMenu sdkKey={sdkKey} />}
      </div>
      <div className="row">
        <KeyState sdkKey={sdkKey} />
        <span className="t3">
          {words.created} {format.date(createdAt)}
        </span>
      </div>
    </li>
  );
}

function KeyState({ sdkKey: { active, expiresAt } }: { sdkKey: Key }) {
  const words = useWords(appWords);
  const format = useFormat();
  const [shape, word]: [Shape, string] = !active
    ? ['over', words.disabled]
    : expiresAt
      ? ['waiting', words.endsAt(format.date(expiresAt))]
      : ['done', words.inUse];
  return <State shape={shape}>{word}</State>;
}

function KeyMenu({ sdkKey }: { sdkKey: Key }) {
  const words = useWords(appWords);
  const [asked, setAsked] = useState<'rotate' | 'disable'>();
  const close = () => setAsked(undefined);
  return (
    <>
      <MoreMenu size={28} label={words.keyActions(sdkKey.key.slice(-END))}>
        <Menu.Item onClick={() => setAsked('rotate')}>{words.rotate}</Menu.Item>
        <Menu.Item color="var(--bad-text)" onClick={() => setAsked('disable')}>
          {words.disable}
        </Menu.Item>
      </MoreMenu>
      {asked === 'rotate' && <RotateKey sdkKey={sdkKey} close={close} />}
      {asked === 'disable' && <DisableKey sdkKey={sdkKey} close={close} />}
    </>
  );
}

function DisableKey({ sdkKey: { id, key }, close }: { sdkKey: Key; close: () => void }) {
  const words = useWords(appWords);
  const { queries, intention, accept } = useChange();
  const disable = queries.useMutation('delete', '/gigastore/sdk/keys/{id}', {
    onSuccess: () => {
      accept(words.keyDisabled);
      close();
    },
  });
  return (
    <Confirm
      isOpen
      close={close}
      title={words.disableTitle}
      action={words.disable}
      confirm={() => disable.mutate({ params: { path: { id }, header: intention.headers() } })}
      isBusy={disable.isPending}
      error={disable.error}
      isLoss
    >
      <p>{words.disableText}</p>
      <Facts facts={[{ name: words.key, value: <span className="code">{key}</span> }]} />
    </Confirm>
  );
}
