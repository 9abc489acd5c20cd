import { readJsonAsset } from './asset.ts';

export type Device = { name: string; vendor: string; platform: string };
type DeviceSource = { vendor: string; title: string; urls: string[] };
export type DeviceFile = { sources: DeviceSource[]; devices: Device[] };
export type DeviceFilter = {
  q?: string | undefined;
  vendor?: string | undefined;
  platform?: string | undefined;
};

let file: DeviceFile | undefined;

/** Returns `assets/esim-devices.json`: devices that support eSIM, and the sources. */
export function deviceFile(): DeviceFile {
  file ??= readJsonAsset<DeviceFile>('esim-devices.json');
  return file;
}

/**
 * Returns the devices that match every filter, in the order of the file and in any letter case.
 * `vendor` and `platform` match whole; each word of `q` is a part of vendor and name.
 */
export function searchDevices(filter: DeviceFilter): Device[] {
  const words = fold(filter.q).split(/\s+/).filter(Boolean);
  const vendor = fold(filter.vendor);
  const platform = fold(filter.platform);
  // Every page for travellers says how many models there are.
  if (words.length === 0 && vendor === '' && platform === '') return [...deviceFile().devices];
  return deviceFile().devices.filter((device) => {
    const text = fold(`${device.vendor} ${device.name}`);
    return (
      (vendor === '' || fold(device.vendor) === vendor) &&
      (platform === '' || fold(device.platform) === platform) &&
      words.every((word) => text.includes(word))
    );
  });
}

function fold(text = ''): string {
  return text.trim().toLowerCase();
}
