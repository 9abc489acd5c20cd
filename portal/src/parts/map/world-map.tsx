import './map.css';
import { geoCentroid, geoNaturalEarth1, geoPath } from 'd3-geo';
import { useEffect, useMemo, useRef } from 'react';
import { useFormat } from '../../words/format.ts';
import { COUNTRIES } from './countries.ts';

const WIDTH = 456;
const HEIGHT = 240;

type Props = {
  /** The text alternative of the map. */
  label: string;
  /** The highlighted countries. */
  covered: ReadonlySet<string>;
  /** The position of the pin. */
  here?: string;
  /** The start of the arc that leads to the pin. */
  from?: string;
  /** Called when a country is clicked. A list beside the map has every country too. */
  choose?: (code: string) => void;
};

/** The world in Natural Earth projection with highlighted countries and an optional pin. */
export function WorldMap({ label, covered, here, from, choose }: Props) {
  const format = useFormat();
  const drawn = useMemo(drawWorld, []);
  const picture = useChoosing(choose);
  const pin = here ? drawn.centers.get(here) : undefined;
  const start = from && from !== here ? drawn.centers.get(from) : undefined;
  return (
    <svg
      ref={picture}
      className={choose ? 'map is-live' : 'map'}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      {drawn.outlines.map(({ code, d }) => (
        <path key={d} d={d} className={classOf(code, { here, covered })} data-code={code}>
          {code && <title>{format.country(code)}</title>}
        </path>
      ))}
      {pin && start && <path className="way" d={arc(start, pin)} />}
      {start && <circle className="from" cx={start[0]} cy={start[1]} r={3} />}
      {pin && <circle className="pin2" cx={pin[0]} cy={pin[1]} r={6} />}
      {pin && <circle className="pin" cx={pin[0]} cy={pin[1]} r={3.5} />}
    </svg>
  );
}

/** Pointer input only: the list beside the map serves keyboards and screen readers. */
function useChoosing(choose: Props['choose']) {
  const picture = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const svg = picture.current;
    if (!svg || !choose) return undefined;
    const onClick = ({ target }: MouseEvent) => {
      const code = target instanceof SVGElement ? target.dataset.code : undefined;
      if (code) choose(code);
    };
    svg.addEventListener('click', onClick);
    return () => svg.removeEventListener('click', onClick);
  }, [choose]);
  return picture;
}

type Point = [number, number];

function drawWorld() {
  const shapes = {
    type: 'FeatureCollection',
    features: COUNTRIES.map(({ shape }) => shape),
  } as const;
  const projection = geoNaturalEarth1().fitSize([WIDTH, HEIGHT], shapes);
  const path = geoPath(projection);
  const outlines = COUNTRIES.map(({ code, shape }) => ({ code, d: path(shape) ?? '' }));
  const centers = new Map<string, Point>();
  for (const { code, shape } of COUNTRIES) {
    const center = projection(geoCentroid(shape));
    if (code && center) centers.set(code, center);
  }
  return { outlines, centers };
}

function classOf(code: string | undefined, { here, covered }: Pick<Props, 'here' | 'covered'>) {
  if (code && code === here) return covered.has(code) ? 'cur' : 'cur is-outside';
  return code && covered.has(code) ? 'cov' : 'rest';
}

/** Returns an arc between two points; the longer, the higher. */
function arc([x1, y1]: Point, [x2, y2]: Point): string {
  const lift = Math.hypot(x2 - x1, y2 - y1) * 0.35;
  return `M${x1} ${y1}Q${(x1 + x2) / 2} ${Math.min(y1, y2) - lift} ${x2} ${y2}`;
}
