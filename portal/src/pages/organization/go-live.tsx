import { getRouteApi, Link } from '@tanstack/react-router';
import type { Mode, Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { StateShape } from '../../look/state.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { setupWords } from './setup-words.ts';

const route = getRouteApi('/$mode/organization');
type Step = Schemas['GoLive']['steps'][number];

/** The page of each step, on the live side. */
const PLACES: Record<Step['step'], { to: string; search?: Record<string, string>; in?: Mode }> = {
  billing_details: { to: 'organization', search: { tab: 'billing' } },
  inventory: { to: 'inventory' },
  credits: { to: 'credits', search: { buy: 'new' } },
  api_key: { to: 'keys', search: { new: 'key' } },
  not_suspended: { to: 'tickets', search: { new: 'ticket' } },
  webhook: { to: 'webhooks', search: { new: 'endpoint' } },
  auto_top_up: { to: 'credits', search: { tab: 'settings' } },
  branding: { to: 'organization', search: { tab: 'branding' } },
  second_owner: { to: 'organization', search: { tab: 'team', invite: 'new' } },
  second_factor: { to: 'me' },
  first_sale: { to: 'sales', search: { sell: 'new' } },
};

/** The required and recommended steps before the live account's first sale. */
export function GoLive() {
  const { goLive: words } = useWords(setupWords);
  const format = useFormat();
  const { data, error, refetch } = useQueries().useQuery('get', '/gigastore/go-live');
  const steps = data?.steps ?? [];
  const missing = steps.filter(({ isRequired, isDone }) => isRequired && !isDone).length;
  const hasSold = steps.some(({ step, isDone }) => step === 'first_sale' && isDone);
  return (
    <div className="stack narrow-page">
      <Reading data={data} error={error} refetch={refetch} rows={8} row={52} />
      {data && (
        <>
          <Notice
            tone={missing > 0 ? 'wait' : 'info'}
            title={
              missing > 1
                ? words.missing(format.number(missing))
                : missing === 1
                  ? words.missingOne
                  : hasSold
                    ? words.sold
                    : words.ready
            }
          />
          <Steps title={words.required} steps={steps.filter((one) => one.isRequired)} />
          <Steps title={words.recommended} steps={steps.filter((one) => !one.isRequired)} />
        </>
      )}
    </div>
  );
}

function Steps({ title, steps }: { title: string; steps: Step[] }) {
  const { goLive: words } = useWords(setupWords);
  const format = useFormat();
  const { mode } = route.useParams();
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <Section title={title} count={words.progress(format.number(done), format.number(steps.length))}>
      <ul className="lines">
        {steps.map(({ step, isDone }) => {
          const [name, text] = words.steps[step] ?? [step, ''];
          const place = PLACES[step];
          const to = { to: `/${mode === 'operator' ? mode : 'live'}/${place.to}` };
          return (
            <li key={step} className="org-step">
              <StateShape shape={isDone ? 'good' : 'unknown'} />
              <span className="grow">
                <span className={isDone ? undefined : 'strong'}>{name}</span>
                <span className="vh">{isDone ? `: ${words.done}` : ''}</span>
                <br />
                <span className="t2 s13">{text}</span>
              </span>
              {!isDone && (
                <Link className="link s13" {...({ ...to, search: place.search } as { to: '/' })}>
                  {words.open}
                  <span className="vh"> {name}</span>
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
