import { searchDevices } from '../../commerce/catalog/index.ts';

/** A search that matches more is not answered whole. */
const MAX_MATCHES = 20;

/**
 * Returns whether the models that a text names take eSIMs. The list has only such models, and not
 * all of them, so that a model that it does not have is unknown.
 */
export function checkDevice(model: string) {
  const matches = searchDevices({ q: model });
  const isKnown = matches.length > 0;
  return {
    esimCapable: isKnown ? true : null,
    matches: matches
      .slice(0, MAX_MATCHES)
      .map(({ name, vendor, platform }) => ({ name, vendor, platform })),
  };
}
