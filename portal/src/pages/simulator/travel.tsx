import { Select } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { State } from '../../look/state.tsx';
import { useCountrySets } from '../../parts/country-set.ts';
import { Section } from '../../parts/page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Network } from './phone.tsx';
import type { Holder, Profile, Run } from './use-simulator.ts';
import { simulatorWords } from './words.ts';

const WorldMap = lazy(async () => ({
  default: (await import('../../parts/map/world-map.tsx')).WorldMap,
}));
const FAVOURITES = ['DE', 'TR', 'GR', 'JP', 'US'];
const CHIPS = 4;

type Props = { profile: Profile; holder: Holder; network: Network; run: Run; isBusy: boolean };

/** Moves the phone to a country, selected on the map, by a chip or from a list. */
export function Travel({ profile, holder, network, run, isBusy }: Props) {
  const words = useWords(simulatorWords);
  const format = useFormat();
  const { covered, all } = useCoverage(holder);
  const [from, setFrom] = useState<string>();
  const isReady = profile.state === 'INSTALLED';
  const travel = (country: string) => {
    if (!isReady || isBusy) return;
    setFrom(network.country ?? undefined);
    void run('attach', format.country(country), {
      call: (calls, header) =>
        calls.POST('/gigastore/sandbox/esims/{iccid}/attach', {
          params: { path: { iccid: profile.iccid }, header },
          body: { country },
        }),
    });
  };
  const chips = chipsFor(covered);
  const here = network.isConnected && network.country ? network.country : undefined;
  return (
    <Section
      title={words.travel}
      actions={
        <State shape={here ? 'done' : 'unknown'}>
          {here ? format.country(here) : words.nowhere}
        </State>
      }
    >
      <div className="map-box">
        <Suspense fallback={null}>
          <WorldMap
            label={words.map}
            covered={covered}
            here={here}
            from={from}
            choose={isReady ? travel : undefined}
          />
        </Suspense>
      </div>
      <div className="chips">
        {chips.map((code) => (
          <button
            key={code}
            type="button"
            className={code === here ? 'chip on' : 'chip'}
            aria-pressed={code === here}
            disabled={!isReady || isBusy}
            onClick={() => travel(code)}
          >
            <img
              className="flag"
              src={`/esim/countries/${code}/flag`}
              alt=""
              width={16}
              height={12}
            />
            <b>{format.country(code)}</b>
          </button>
        ))}
        <Select
          size="xs"
          w={168}
          searchable
          aria-label={words.elsewhere}
          placeholder={words.elsewhere}
          disabled={!isReady || isBusy}
          value={null}
          data={all.map((code) => ({ value: code, label: format.country(code) }))}
          onChange={(code) => code && travel(code)}
        />
      </div>
      <p className="hint t2 s13">{isReady ? words.tinted : words.installFirst}</p>
    </Section>
  );
}

/** A few countries that the packages cover, and one that they may not. */
function chipsFor(covered: ReadonlySet<string>): string[] {
  const known = FAVOURITES.filter((code) => covered.has(code));
  const works = known.length > 0 ? known : [...covered];
  const elsewhere = FAVOURITES.filter((code) => !covered.has(code));
  return [...works.slice(0, CHIPS - 1), ...elsewhere, ...works.slice(CHIPS - 1)].slice(0, CHIPS);
}

/** The coverage of packages that still have data, and all countries that a phone can visit. */
function useCoverage(holder: Holder) {
  const own = new Set(
    holder.activatedItems
      .filter(({ state }) => state === 'ACTIVE' || state === 'WAITING')
      .map(({ countrySet }) => countrySet),
  );
  const listed = useCountrySets().data ?? [];
  const codesOf = (chosen: typeof listed) =>
    chosen.flatMap(({ countries }) => countries.map(({ code }) => code.toUpperCase()));
  const covered = new Set(codesOf(listed.filter(({ countrySet }) => own.has(countrySet))));
  return { covered, all: [...new Set(codesOf(listed))].sort() };
}
