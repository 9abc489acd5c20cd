import { Button, Switch } from '@mantine/core';
import {
  hasUnlimited,
  isUsable,
  termsWords,
  useTodayFacts,
  wholeOf,
} from '../../parts/data-terms.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Holder, Profile, Run } from './use-simulator.ts';
import { simulatorWords } from './words.ts';

const RING = 2 * Math.PI * 78;
const DAY_MS = 86_400_000;

export type Network = { country: string | null; name: string | null; isConnected: boolean };

type Props = {
  profile: Profile;
  holder: Holder;
  network: Network;
  now: number;
  run: Run;
  isBusy: boolean;
};

/** A drawn phone that shows what the traveller would see, with working controls. */
export function Phone({ profile, holder, network, now, run, isBusy }: Props) {
  const words = useWords(simulatorWords);
  const format = useFormat();
  const speedOf = useSpeed();
  return (
    <section className="phone" aria-label={words.phone}>
      <svg className="frame" viewBox="0 0 288 588" aria-hidden="true">
        <title>{words.phone}</title>
        <rect x="2" y="1" width="282" height="586" rx="44" />
        <rect x="10" y="9" width="266" height="570" rx="37" />
        <rect x="104" y="21" width="80" height="20" rx="10" />
        <path d="M0 120v34M0 172v34M286 150v64M104 566h72" />
      </svg>
      <div className="scr">
        <div className="sb num">
          <span>{format.time(now)}</span>
          <Signal isOn={network.isConnected} />
        </div>
        <p className="op t2 small">
          {network.isConnected
            ? [network.name ?? format.country(network.country ?? ''), speedOf(holder)]
                .filter(Boolean)
                .join(' · ')
            : words.noService}
        </p>
        <Ring holder={holder} />
        <Current holder={holder} now={now} />
        <Controls profile={profile} network={network} run={run} isBusy={isBusy} />
      </div>
    </section>
  );
}

/** Returns the function that formats the speed; undefined while any data is at full speed. */
function useSpeed(): (holder: Holder) => string | undefined {
  const format = useFormat();
  return (holder) => {
    const speedKbps = throttledTo(holder);
    return speedKbps === null ? undefined : `${format.number(speedKbps)} kbit/s`;
  };
}

function throttledTo({ activatedItems }: Holder): number | null {
  const days = running(activatedItems).map(({ balance }) => balance.today);
  const isSlow = days.length > 0 && days.every((today) => today?.throttled || isUsedUp(today));
  return isSlow ? (days.find((today) => today?.throttled)?.speedKbps ?? null) : null;
}

function Signal({ isOn }: { isOn: boolean }) {
  return (
    <span className="sig">
      <b>{isOn ? '5G' : ''}</b>
      <svg width="16" height="12" viewBox="0 0 16 12" aria-hidden="true">
        {[3, 5, 8, 11].map((height, index) => (
          <rect
            key={height}
            x={index * 4}
            y={12 - height}
            width="2.6"
            height={height}
            rx=".8"
            fill="currentColor"
            opacity={isOn ? 1 : 0.25}
          />
        ))}
      </svg>
    </span>
  );
}

function running(items: Holder['activatedItems']) {
  return items.filter(({ state }) => state === 'ACTIVE');
}

function isUsedUp(today: Holder['activatedItems'][number]['balance']['today']): boolean {
  return today?.availableBytes === 0;
}

/** What is left of packages that have not ended, and of how much; of one by day, of this day. */
function leftOf({ activatedItems, totalAvailableBytes }: Holder): { left: number; total: number } {
  const usable = activatedItems.filter(isUsable);
  const [only] = usable;
  const { dailyBytes, today } = only?.balance ?? {};
  if (usable.length === 1 && dailyBytes && today) {
    return { left: today.availableBytes ?? dailyBytes, total: dailyBytes };
  }
  const total = usable.reduce((sum, { balance }) => sum + wholeOf(balance), 0);
  return { left: totalAvailableBytes, total };
}

/** The remaining data, as a part of all; the whole if any of it is unlimited. */
function Ring({ holder }: { holder: Holder }) {
  const words = useWords(simulatorWords);
  const terms = useWords(termsWords);
  const format = useFormat();
  const { left, total } = leftOf(holder);
  const isUnlimited = hasUnlimited(holder.activatedItems);
  const share = isUnlimited ? 1 : total > 0 ? left / total : 0;
  const [size = '0', unit = ''] = format.bytes(left).split(' ');
  const value = isUnlimited ? '∞' : size;
  const text = isUnlimited ? terms.unlimited : `${unit} ${words.of(format.bytes(total))}`;
  return (
    <div
      className="ring"
      role="img"
      aria-label={
        isUnlimited ? terms.unlimited : `${format.bytes(left)} ${words.of(format.bytes(total))}`
      }
    >
      <svg viewBox="0 0 168 168" aria-hidden="true">
        <circle cx="84" cy="84" r="78" />
        {share > 0 && (
          <circle
            className="v"
            cx="84"
            cy="84"
            r="78"
            transform="rotate(-90 84 84)"
            strokeDasharray={`${RING * share} ${RING}`}
          />
        )}
      </svg>
      <div aria-hidden="true">
        <b className="num">{value}</b>
        <span className="t2 s13">{text}</span>
      </div>
    </div>
  );
}

function Current({ holder, now }: { holder: Holder; now: number }) {
  const words = useWords(simulatorWords);
  const usable = holder.activatedItems.filter(
    ({ state }) => state === 'ACTIVE' || state === 'WAITING',
  );
  const todayFacts = useTodayFacts();
  const item = usable.find(({ state }) => state === 'ACTIVE') ?? usable[0];
  if (!item) return <p className="pn">{words.noData}</p>;
  const { expiresAt } = item.balance;
  const [today] = todayFacts(item.balance);
  const days = expiresAt
    ? Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / DAY_MS))
    : undefined;
  return (
    <>
      <p className="pn">{item.balance.name}</p>
      <p className="t2 s13">
        {item.state === 'WAITING' ? words.starts : days === undefined ? '' : words.daysLeft(days)}
      </p>
      {today && <p className="td t2 small">{today.value}</p>}
    </>
  );
}

function Controls({
  profile,
  network,
  run,
  isBusy,
}: Pick<Props, 'profile' | 'network' | 'run' | 'isBusy'>) {
  const words = useWords(simulatorWords);
  const { iccid, state } = profile;
  const params = { path: { iccid } };
  const left = profile.installLimit - profile.installCount;
  if (state === 'ERROR') return <p className="scr-foot t2 s13">{words.broken}</p>;
  if (state === 'RELEASED') {
    return (
      <div className="scr-foot">
        <Button
          fullWidth
          size="md"
          variant="filled"
          loading={isBusy}
          onClick={() =>
            run('install', '', {
              call: (calls, header) =>
                calls.POST('/gigastore/sandbox/esims/{iccid}/install', {
                  params: { ...params, header },
                }),
            })
          }
        >
          {words.install}
        </Button>
        <p className="t3 small">{words.installsLeft(left)}</p>
      </div>
    );
  }
  const isOn = state === 'INSTALLED';
  const path = isOn
    ? '/gigastore/sandbox/esims/{iccid}/disable'
    : '/gigastore/sandbox/esims/{iccid}/enable';
  return (
    <ul className="sw">
      <li>
        <span>{words.line}</span>
        <Switch
          aria-label={words.line}
          checked={isOn}
          disabled={isBusy}
          onChange={() =>
            run(isOn ? 'disable' : 'enable', '', {
              call: (calls, header) => calls.POST(path, { params: { ...params, header } }),
            })
          }
        />
      </li>
      <li>
        <span>{words.roaming}</span>
        <span className="t2 s13">{network.isConnected ? network.country : words.nowhere}</span>
      </li>
    </ul>
  );
}
