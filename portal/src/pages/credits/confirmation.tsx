import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { State } from '../../look/state.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { cardWords } from './card-words.ts';
import { useSimulation } from './use-simulation.ts';
import { creditWords } from './words.ts';

const route = getRouteApi('/$mode/credits');
type Action = Schemas['CreditPurchase']['nextAction'];

/** What the cardholder has to do before a payment is made: a simulation in the sandbox. */
export function Confirmation({ id, action }: { id: string; action: Action }) {
  const { buying: words } = useWords(creditWords);
  const { mode } = route.useParams();
  return (
    <Notice tone="wait" title={words.confirm}>
      {mode === 'sandbox' ? <Simulated id={id} /> : <Real action={action} />}
    </Notice>
  );
}

function Simulated({ id }: { id: string }) {
  const { buying: words } = useWords(creditWords);
  const play = useSimulation(id);
  return (
    <>
      <div className="note-foot">
        <Button size="xs" loading={play.isPending} onClick={() => play.run('authenticate')}>
          {words.confirmTest}
        </Button>
      </div>
      <ErrorNotice error={play.error} />
    </>
  );
}

/** The bank's own dialog, which Stripe opens above the page, or a page of the bank. */
function Real({ action }: { action: Action }) {
  const { notLoaded } = useWords(cardWords);
  const { buying: words } = useWords(creditWords);
  const { data } = useApi().queries.useQuery('get', '/gigastore/payment-methods');
  const [state, setState] = useState<'open' | 'busy' | 'done'>('open');
  const [refused, setRefused] = useState<string>();
  const { clientSecret = null, redirectUrl = null } = action ?? {};
  const publishableKey = data?.publishableKey;
  const confirm = async (secrets: { publishableKey: string; clientSecret: string }) => {
    setState('busy');
    setRefused(undefined);
    const { confirmPayment } = await import('./stripe.ts');
    const reason = await confirmPayment(secrets).catch(() => notLoaded);
    setRefused(reason);
    setState(reason === undefined ? 'done' : 'open');
  };
  if (state === 'done') return <State shape="waiting">{words.confirming}</State>;
  return (
    <>
      <div className="note-foot">
        {redirectUrl && (
          <Button size="xs" component="a" href={redirectUrl}>
            {words.openBank}
          </Button>
        )}
        {!redirectUrl && publishableKey && clientSecret && (
          <Button
            size="xs"
            loading={state === 'busy'}
            onClick={() => void confirm({ publishableKey, clientSecret })}
          >
            {words.confirmNow}
          </Button>
        )}
      </div>
      {refused && (
        <p role="alert">
          {words.notConfirmed}: {refused}
        </p>
      )}
    </>
  );
}
