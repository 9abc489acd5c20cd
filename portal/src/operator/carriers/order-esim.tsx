import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { EsimNow } from './esim-now.tsx';
import { esimWords } from './esim-words.ts';
import { RequestList } from './request-list.tsx';
import type { Order } from './settle-decision.tsx';
import { SettleRefund } from './settle-refund.tsx';

type Verb = Schemas['CarrierRequest']['verb'];

const CALL = 'POST /operator/carrier-orders/{id}/requests';
const VERBS = ['suspend', 'resume', 'cancel'] as const satisfies readonly Verb[];

/** What the supplier says of a delivered eSIM, and what it can be asked for. */
export function OrderEsim({ order }: { order: Order }) {
  const words = useWords(esimWords);
  const [verb, setVerb] = useState<Verb>();
  const [message, setMessage] = useState('');
  const { queries, intention, accept } = useChange();
  const { data } = useQueries().useQuery('get', '/operator/carriers');
  const can = data?.items.find(({ carrier }) => carrier === order.carrier)?.capabilities.verbs;
  const ask = queries.useMutation('post', '/operator/carrier-orders/{id}/requests', {
    onSuccess: () => {
      accept(words.asked);
      setVerb(undefined);
      setMessage('');
    },
  });
  const open = (next: Verb) => {
    ask.reset();
    setVerb(next);
  };
  const send = (asked: Verb) =>
    ask.mutate({
      params: { path: { id: order.id }, header: intention.headers() },
      body: { verb: asked, ...(asked === 'sms' && { message: message.trim() }) },
    });
  return (
    <section aria-label={words.title} className="form">
      <h3 className="strong">{words.title}</h3>
      <EsimNow orderId={order.id} />
      <RequestList requests={order.requests} />
      {order.requests.some(({ isRefundOpen }) => isRefundOpen) && (
        <SettleRefund orderId={order.id} />
      )}
      <div className="form-foot">
        {VERBS.filter((one) => can?.includes(one)).map((one) => (
          <AllowedButton key={one} calls={CALL} onClick={() => open(one)}>
            {words.verbs[one]}
          </AllowedButton>
        ))}
      </div>
      {can?.includes('sms') && (
        <>
          <TextInput
            label={words.message}
            maxLength={500}
            value={message}
            onChange={({ currentTarget }) => setMessage(currentTarget.value)}
          />
          <div className="form-foot">
            <AllowedButton
              calls={CALL}
              disabled={message.trim() === ''}
              onClick={() => open('sms')}
            >
              {words.verbs.sms}
            </AllowedButton>
          </div>
        </>
      )}
      {verb === undefined && <ErrorNotice error={ask.error} />}
      {verb && (
        <Confirm
          isOpen
          close={() => setVerb(undefined)}
          title={words.titles[verb]}
          action={words.verbs[verb]}
          isLoss={verb === 'cancel'}
          confirm={() => send(verb)}
          isBusy={ask.isPending}
          error={ask.error}
        >
          {words.effects[verb]}
        </Confirm>
      )}
    </section>
  );
}
