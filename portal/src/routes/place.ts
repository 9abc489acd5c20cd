import type { LinkProps } from '@tanstack/react-router';

/** A page by its address, what stands in the address, and what is asked of it. */
export type Place = { to: string; params?: object; search?: object };

/** Gives a place that is put together while the portal runs the type of one that is known before. */
export function placeOf(place: Place): Pick<LinkProps, 'to' | 'params' | 'search'> {
  return place as Pick<LinkProps, 'to' | 'params' | 'search'>;
}
