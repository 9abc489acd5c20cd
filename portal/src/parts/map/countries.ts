import { iso31661NumericToAlpha2 } from 'iso-3166';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import world from 'world-atlas/countries-110m.json';

const topology = world as unknown as Topology<{ countries: GeometryCollection }>;

/** The outlines of the world's countries at 1:110 million, each with its ISO 3166-1 alpha-2 code. */
export const COUNTRIES = feature(topology, topology.objects.countries).features.flatMap((shape) => {
  const code = iso31661NumericToAlpha2[String(shape.id) as keyof typeof iso31661NumericToAlpha2];
  return code === 'AQ' ? [] : [{ code: code as string | undefined, shape }];
});
