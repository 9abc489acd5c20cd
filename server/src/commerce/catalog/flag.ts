import { toCountryCode } from '../../kernel/country-code.ts';
import { toEtag } from '../../kernel/etag.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { readAsset } from './asset.ts';

export type Flag = { png: Buffer; etag: string };

const flags = new Map<string, Flag>();

/** Returns the PNG of a country's flag. Throws `country_not_found`. */
export function readFlag(text: string): Flag {
  const code = toCountryCode(text);
  if (code === undefined) throw new Refusal('country_not_found', 'No country has this code.');
  const flag = flags.get(code) ?? loadFlag(code);
  flags.set(code, flag);
  return flag;
}

function loadFlag(code: string): Flag {
  const png = readAsset(`flags/${code.toLowerCase()}.png`);
  return { png, etag: toEtag(png) };
}
