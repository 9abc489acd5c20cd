import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskForm } from '../../parts/drawer.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { deviceWords } from './device-words.ts';
import { ScopeChoice } from './key-fields.tsx';
import type { Scope } from './key-form.ts';
import { keyWords } from './words.ts';

const PATH = '/gigastore/device-logins/{userCode}';
const route = getRouteApi('/$mode/keys');

/** A program requests a key. The person compares the code that it shows and decides. */
export function DeviceLoginDrawer({ code, close }: { code?: string; close: () => void }) {
  const words = useWords(deviceWords);
  return (
    <TaskDrawer isOpen={code !== undefined} close={close} title={words.title}>
      {code !== undefined && <Waiting key={code} code={code} close={close} />}
    </TaskDrawer>
  );
}

function Waiting({ code, close }: { code: string; close: () => void }) {
  const params = { path: { userCode: code } };
  const { data, error } = useApi().queries.useQuery(
    'get',
    PATH,
    { params },
    { staleTime: Infinity },
  );
  if (data) return <Decision login={data} close={close} />;
  return (
    <div className="task-form">
      <div className="task-scroll form">
        {error ? <ErrorNotice error={error} /> : <Skeleton rows={4} />}
      </div>
    </div>
  );
}

type Login = Schemas['DeviceLogin'];

function Decision({ login, close }: { login: Login; close: () => void }) {
  const words = useWords(deviceWords);
  const { queries, intention, accept } = useChange();
  const form = useForm<{ name: string; scopes: Scope[] }>({
    initialValues: { name: login.deviceName, scopes: ['read', 'sell', 'refund'] },
  });
  const approve = queries.useMutation('post', `${PATH}/approve`, {
    onSuccess: () => {
      accept(words.approved);
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const reject = queries.useMutation('post', `${PATH}/reject`, {
    onSuccess: () => {
      accept(words.rejected);
      close();
    },
  });
  const params = () => ({ path: { userCode: login.userCode }, header: intention.headers() });
  return (
    <TaskForm
      onSubmit={form.onSubmit((body) => approve.mutate({ params: params(), body }))}
      foot={
        <>
          <Button
            variant="subtle"
            loading={reject.isPending}
            onClick={() => reject.mutate({ params: params() })}
          >
            {words.reject}
          </Button>
          <Button type="submit" variant="filled" loading={approve.isPending}>
            {words.approve}
          </Button>
        </>
      }
    >
      <About login={login} />
      <TextInput
        label={words.name}
        required
        withAsterisk={false}
        maxLength={255}
        {...form.getInputProps('name')}
      />
      <ScopeChoice {...form.getInputProps('scopes')} />
      <ErrorNotice error={approve.error ?? reject.error} />
    </TaskForm>
  );
}

function About({ login }: { login: Login }) {
  const words = useWords(deviceWords);
  const { name } = useWords(keyWords);
  const format = useFormat();
  const { mode } = route.useParams();
  return (
    <>
      <Notice tone="wait" title={words.compare}>
        <p>{words.compareText}</p>
      </Notice>
      <Facts
        facts={[
          { name: words.code, value: <span className="code strong">{login.userCode}</span> },
          { name, value: login.deviceName },
          { name: words.address, value: <span className="code">{login.remoteAddress}</span> },
          { name: words.asked, value: format.exact(login.createdAt) },
          { name: words.account, value: words.accounts[mode === 'live' ? 'live' : 'sandbox'] },
        ]}
      />
    </>
  );
}
