import './simulator.css';
import { Button, Modal, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Empty } from '../../parts/empty.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { AllowedButton, useWhyNot } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { SellDrawer } from '../sell/sell-drawer.tsx';
import { ClockControl, Faults } from './clock-and-faults.tsx';
import { FollowedList } from './followed.tsx';
import { type Network, Phone } from './phone.tsx';
import { Travel } from './travel.tsx';
import { UseData } from './use-data.tsx';
import { type Holder, type Profile, useActs, useChoices, useFollowed } from './use-simulator.ts';
import { simulatorWords } from './words.ts';

const route = getRouteApi('/$mode/simulator');
const SELL = 'POST /gigastore/activations/register';
const SHOWN_DIGITS = 4;

/** A simulated phone for any sandbox eSIM, with the events, webhooks and emails that it causes. */
export function SimulatorPage() {
  const words = useWords(simulatorWords);
  const { iccid, sell } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: { iccid?: string; sell?: string }) =>
    void navigate({ search: (was) => ({ ...was, ...change }), resetScroll: false });
  const { list, choices, current, isSearching } = useChoices(iccid);
  return (
    <Page
      title={words.title}
      sub={current && <Picker choices={choices} iccid={current.profile.iccid} />}
      actions={
        <>
          <AllowedButton
            calls={SELL}
            leftSection={<IconPlus size={16} stroke={1.5} />}
            onClick={() => set({ sell: 'new' })}
          >
            {words.sell}
          </AllowedButton>
          <ResetButton />
        </>
      }
    >
      <ErrorNotice error={list.error} retry={() => void list.refetch()} />
      {(list.isPending || isSearching) && !current && <Skeleton rows={8} />}
      {list.isSuccess && !isSearching && !current && (
        <Empty
          title={words.none}
          action={
            <AllowedButton calls={SELL} variant="filled" onClick={() => set({ sell: 'new' })}>
              {words.sell}
            </AllowedButton>
          }
        >
          {words.noneText}
        </Empty>
      )}
      {current && <Bench key={current.profile.iccid} {...current} />}
      <SellDrawer
        isOpen={Boolean(sell)}
        close={() => set({ sell: undefined })}
        onSold={(_, sold) => set({ sell: undefined, ...(sold && { iccid: sold }) })}
      />
    </Page>
  );
}

type Choice = { profile: Profile; holder: Holder };

function Picker({ choices, iccid }: { choices: readonly Choice[]; iccid: string }) {
  const words = useWords(simulatorWords);
  const navigate = useNavigate();
  const known = choices.some(({ profile }) => profile.iccid === iccid);
  const data = [
    ...(known ? [] : [{ value: iccid, label: words.lastDigits(iccid.slice(-SHOWN_DIGITS)) }]),
    ...choices.map(({ profile, holder }) => ({
      value: profile.iccid,
      label: [
        words.lastDigits(profile.iccid.slice(-SHOWN_DIGITS)),
        holder.customer.email ?? holder.activatedItems[0]?.balance.name,
      ].join(' · '),
    })),
  ];
  return (
    <Select
      className="esim"
      aria-label={words.choose}
      searchable
      allowDeselect={false}
      data={data}
      value={iccid}
      onChange={(next) =>
        next &&
        navigate({ to: '/$mode/simulator', params: { mode: 'sandbox' }, search: { iccid: next } })
      }
    />
  );
}

/** One phone with its controls. */
function Bench({ profile, holder }: Choice) {
  const { queries } = useApi();
  const why = useWhyNot('POST /gigastore/sandbox/esims/{iccid}/use');
  const clock = queries.useQuery('get', '/gigastore/sandbox/clock');
  const status = queries.useQuery('get', '/gigastore/esim/{iccid}/status/connectivity', {
    params: { path: { iccid: profile.iccid } },
  });
  const followed = useFollowed(profile.iccid, holder.customer.uid);
  const { acts, run, running, error } = useActs(followed.last);
  const offsetMs = clock.data ? Date.parse(clock.data.now) - clock.dataUpdatedAt : 0;
  const now = Date.now() + offsetMs;
  const network: Network = {
    country: status.data?.currentCountry ?? null,
    name: status.data?.currentNetwork?.name ?? null,
    isConnected: status.data?.connected ?? false,
  };
  const isBusy = running !== undefined || why !== undefined || !followed.events.isSuccess;
  const shared = { profile, holder, network, run, isBusy };
  return (
    <>
      <ErrorNotice error={error} />
      {why && <p className="t2 s13">{why}</p>}
      <div className="bench">
        <div className="ctl">
          <Travel {...shared} />
          <UseData {...shared} />
          <ClockControl now={now} offsetMs={offsetMs} holder={holder} run={run} isBusy={isBusy} />
          <Faults {...shared} />
        </div>
        <Phone {...shared} now={now} />
        <div className="out">
          <FollowedList acts={acts} followed={followed} email={holder.customer.email} />
        </div>
      </div>
    </>
  );
}

function ResetButton() {
  const words = useWords(simulatorWords);
  const { queries, intention, accept } = useChange();
  const [isOpen, { open, close }] = useDisclosure();
  const reset = queries.useMutation('post', '/gigastore/sandbox/reset', {
    onSuccess: () => {
      close();
      accept(words.done);
    },
  });
  return (
    <>
      <AllowedButton
        calls="POST /gigastore/sandbox/reset"
        variant="subtle"
        leftSection={<IconArrowBackUp size={16} stroke={1.5} />}
        onClick={open}
      >
        {words.reset}
      </AllowedButton>
      <Modal opened={isOpen} onClose={close} title={words.resetTitle}>
        <p className="s13">{words.resetText}</p>
        <ErrorNotice error={reset.error} />
        <div className="form-foot dialog-foot">
          <Button
            variant="filled"
            color="bad"
            loading={reset.isPending}
            onClick={() => reset.mutate({ params: { header: intention.headers() } })}
          >
            {words.reset}
          </Button>
          <Button onClick={close}>{words.cancel}</Button>
        </div>
      </Modal>
    </>
  );
}
