import type { LinkProps } from '@tanstack/react-router';

/** A page by its path, path parameters and query. */
export type Place = { to: string; params?: object; search?: object };

/** Gives a place that is composed at runtime the type of a static one. */
export function placeOf(place: Place): Pick<LinkProps, 'to' | 'params' | 'search'> {
  return place as Pick<LinkProps, 'to' | 'params' | 'search'>;
}
