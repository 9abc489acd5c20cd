import { State } from '../../look/state.tsx';
import { Section } from '../../parts/page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Network } from './phone.tsx';
import type { Holder, Profile, Run } from './use-simulator.ts';
import { simulatorWords } from './words.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

type Clock = { now: number; offsetMs: number; holder: Holder; run: Run; isBusy: boolean };

/** Moves the account's clock forward. Everything due by then happens at once. */
export function ClockControl({ now, offsetMs, holder, run, isBusy }: Clock) {
  const words = useWords(simulatorWords);
  const format = useFormat();
  const isAhead = offsetMs > MINUTE_MS;
  const days = offsetMs / DAY_MS;
  const ahead =
    days >= 1
      ? `${format.number(Math.round(days))} d`
      : `${format.number(Math.round(offsetMs / 3_600_000))} h`;
  const expiry = nextExpiry(holder, now);
  const move = (detail: string, body: { advance?: string; now?: string }) =>
    run('clock', detail, {
      call: (calls, header) => calls.POST('/gigastore/sandbox/clock', { params: { header }, body }),
    });
  const steps = [
    [words.hour, 'PT1H'],
    [words.day, 'P1D'],
    [words.week, 'P7D'],
  ] as const;
  return (
    <Section
      title={words.clock}
      actions={
        <State shape={isAhead ? 'waiting' : 'fact'}>
          {isAhead ? words.ahead(ahead) : words.realTime}
        </State>
      }
    >
      <div className="row clk">
        <b className="num s13">{format.exact(now)}</b>
        <div className="chips">
          {steps.map(([name, advance]) => (
            <button
              key={advance}
              type="button"
              className="chip"
              disabled={isBusy}
              onClick={() => move(name, { advance })}
            >
              {name}
            </button>
          ))}
          {expiry && (
            <button
              type="button"
              className="chip"
              disabled={isBusy}
              onClick={() => move(words.expiry(format.shortDay(expiry)), { now: expiry })}
            >
              {words.expiry(format.shortDay(expiry))}
            </button>
          )}
        </div>
      </div>
    </Section>
  );
}

function nextExpiry(holder: Holder, now: number): string | undefined {
  const ends = holder.activatedItems
    .filter(({ state }) => state === 'ACTIVE' || state === 'WAITING')
    .flatMap(({ balance }) => balance.expiresAt ?? [])
    .filter((at) => Date.parse(at) > now);
  return ends.sort()[0];
}

type Faulty = { profile: Profile; network: Network; run: Run; isBusy: boolean };

/** Faults of real phones. */
export function Faults({ profile, network, run, isBusy }: Faulty) {
  const words = useWords(simulatorWords);
  const params = { path: { iccid: profile.iccid } };
  const isOnDevice = profile.state === 'INSTALLED' || profile.state === 'DISABLED';
  return (
    <Section title={words.faults}>
      <div className="chips quick">
        <button
          type="button"
          className="chip"
          disabled={isBusy || !network.isConnected}
          onClick={() =>
            run('detach', '', {
              call: (calls, header) =>
                calls.POST('/gigastore/sandbox/esims/{iccid}/detach', {
                  params: { ...params, header },
                }),
            })
          }
        >
          {words.detach}
        </button>
        <button
          type="button"
          className="chip"
          disabled={isBusy || profile.state === 'ERROR'}
          onClick={() =>
            run('fail', '', {
              call: (calls, header) =>
                calls.POST('/gigastore/sandbox/esims/{iccid}/fail', {
                  params: { ...params, header },
                }),
            })
          }
        >
          {words.fail}
        </button>
        <button
          type="button"
          className="chip"
          disabled={isBusy || !isOnDevice}
          onClick={() =>
            run('remove', '', {
              call: (calls, header) =>
                calls.POST('/gigastore/sandbox/esims/{iccid}/remove', {
                  params: { ...params, header },
                }),
            })
          }
        >
          {words.remove}
        </button>
      </div>
    </Section>
  );
}
