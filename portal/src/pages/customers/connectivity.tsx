import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { StateShape } from '../../look/state.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { UsageFigure } from '../../parts/usage-figure.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import type { Operation } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useLanguage, useWords } from '../../words/language.tsx';
import { GuideButton } from '../guides/guide.tsx';
import { ReplaceDialog, SuspendDialog } from './esim-dialogs.tsx';
import { customerWords } from './words.ts';

const route = getRouteApi('/$mode/customers/$uid');
type Esim = Schemas['EsimProfile'];
type Item = Schemas['ActivatedItem'];
type Check = Schemas['Connectivity']['checks'][number];
type Remedy = 'send' | 'replace' | 'topUp' | 'start' | 'ticket';

const CALLS: Record<Remedy, Operation> = {
  send: 'POST /gigastore/esim/{iccid}/send-installation',
  replace: 'POST /gigastore/esim/{iccid}/replace',
  topUp: 'POST /gigastore/activations/top-up',
  start: 'POST /gigastore/activations/activated-items/{uid}/activate',
  ticket: 'POST /gigastore/tickets',
};

/** The failed checks of an eSIM, each with advice and an action. */
export function ConnectivityCheck({ esim, items }: { esim: Esim; items: Item[] }) {
  const { iccid } = esim;
  const words = useWords(customerWords);
  const [isResuming, setResuming] = useState(false);
  const { data, error, refetch, isFetching } = useQueries().useQuery(
    'get',
    '/gigastore/esim/{iccid}/status/connectivity',
    { params: { path: { iccid } } },
  );
  return (
    <Section
      title={words.connectivity}
      count={`···· ${iccid.slice(-4)}`}
      actions={
        <>
          <GuideButton guide="connectivity" />
          <Button size="xs" variant="subtle" loading={isFetching} onClick={() => void refetch()}>
            {words.checkAgain}
          </Button>
        </>
      }
    >
      {esim.suspendedAt && (
        <div className="pad-top">
          <Notice tone="wait" title={words.esims.suspendedTitle}>
            <p>{words.esims.suspendedText}</p>
            <div className="note-foot">
              <AllowedButton
                calls="POST /gigastore/esim/{iccid}/resume"
                size="xs"
                onClick={() => setResuming(true)}
              >
                {words.esims.resume.title}
              </AllowedButton>
            </div>
          </Notice>
        </div>
      )}
      <Reading data={data} error={error} refetch={refetch} rows={5} />
      <ul className="conn">
        {data?.checks.map((check) => (
          <CheckLine key={check.code} {...{ check, esim, items }} connectivity={data} />
        ))}
      </ul>
      <SuspendDialog
        iccid={iccid}
        to="resume"
        isOpen={isResuming}
        close={() => setResuming(false)}
      />
    </Section>
  );
}

type LineProps = {
  check: Check;
  esim: Esim;
  items: Item[];
  connectivity: Schemas['Connectivity'];
};

function CheckLine({ check, esim, items, connectivity }: LineProps) {
  const words = useWords(customerWords);
  const format = useFormat();
  const { language } = useLanguage();
  const { code, passed, advice } = check;
  const { currentCountry, currentNetwork, lastSeen } = connectivity;
  const country = currentCountry && format.country(currentCountry);
  // The server advises in English; the other language has its own sentence for each check.
  const said = language === 'en' ? advice : words.advice(code, esim.state);
  return (
    <li className={passed ? undefined : 'hot'}>
      <StateShape shape={passed ? 'good' : 'warning'} />
      <div className="grow">
        <p className="strong">{words.checks[code]}</p>
        {passed ? (
          code === 'attached' &&
          country && (
            <p className="t2">{words.on(currentNetwork?.name ?? words.unknownNetwork, country)}</p>
          )
        ) : (
          <>
            <p className="t2">{said}</p>
            <RemedyButton remedy={remedyOf(check, esim, items)} {...{ esim, items }} />
          </>
        )}
      </div>
      {code === 'data_left' && <UsageFigure of={[connectivity]} />}
      {code === 'recently_seen' && lastSeen && (
        <span className="t3 small">
          <Ago at={lastSeen} />
        </span>
      )}
    </li>
  );
}

/** Returns the action against a failed check; undefined if only the traveller can act. */
function remedyOf({ code }: Check, esim: Esim, items: Item[]): Remedy | undefined {
  const isStuck = esim.state === 'ERROR' || !esim.active;
  switch (code) {
    case 'installed_and_enabled':
      return isStuck ? 'replace' : esim.state === 'RELEASED' ? 'send' : undefined;
    case 'installations_left':
      return esim.state === 'RELEASED' ? 'replace' : undefined;
    case 'package_active':
      return items.some(isOnDemand) ? 'start' : 'topUp';
    case 'data_left':
    case 'not_expired':
      return items.some(isOnDemand) ? undefined : 'topUp';
    case 'attached':
      return esim.state === 'INSTALLED' ? 'ticket' : undefined;
    default:
      return undefined;
  }
}

function isOnDemand({ state, balance }: Item): boolean {
  return state === 'WAITING' && balance.activationMode === 'ON_DEMAND';
}

function RemedyButton({ remedy, esim, items }: { remedy?: Remedy; esim: Esim; items: Item[] }) {
  const { remedies, ...words } = useWords(customerWords);
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const goTo = useNavigate();
  const [isReplacing, setReplacing] = useState(false);
  if (!remedy) return null;
  const set = (change: { sell?: string; send?: string }) =>
    void navigate({ search: (now) => ({ ...now, ...change }), resetScroll: false });
  const acts: Record<Remedy, () => void> = {
    send: () => set({ send: esim.iccid }),
    topUp: () => set({ sell: 'top-up' }),
    replace: () => setReplacing(true),
    start: () =>
      void goTo({
        to: '/$mode/sales',
        params: { mode },
        search: { open: items.find(isOnDemand)?.uid },
      }),
    ticket: () =>
      void goTo({
        to: '/$mode/tickets',
        params: { mode },
        search: { new: 'ticket', iccid: esim.iccid, subject: words.noNetwork },
      }),
  };
  return (
    <div className="note-foot">
      <AllowedButton calls={CALLS[remedy]} size="xs" onClick={acts[remedy]}>
        {remedies[remedy]}
      </AllowedButton>
      <ReplaceDialog iccid={esim.iccid} isOpen={isReplacing} close={() => setReplacing(false)} />
    </div>
  );
}
