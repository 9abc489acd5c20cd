import { describe, expect, it } from 'vitest';
import { deviceFile, searchDevices } from './device.ts';

const { devices, sources } = deviceFile();
const names = (filter: Parameters<typeof searchDevices>[0]) =>
  searchDevices(filter).map((device) => device.name);

describe('the device file', () => {
  it('the device file has at least 300 devices: phones, tablets, watches and laptops', () => {
    expect(devices.length).toBeGreaterThanOrEqual(300);
    const platforms = new Set(devices.map((device) => device.platform));
    for (const platform of ['iOS', 'Android', 'iPadOS', 'watchOS', 'Wear OS', 'Windows']) {
      expect(platforms).toContain(platform);
    }
  });

  it('the device file has a name, a vendor and a platform of each device, and nothing else', () => {
    for (const device of devices) {
      expect(Object.keys(device)).toEqual(['name', 'vendor', 'platform']);
      for (const text of Object.values(device)) expect(text).toMatch(/^\S(?:.*\S)?$/);
    }
  });

  it('the device file names no device twice', () => {
    const keys = devices.map((device) => `${device.vendor} ${device.name}`.toLowerCase());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('the device file is in the order of vendor and name', () => {
    const { compare } = new Intl.Collator('en', { numeric: true });
    const sorted = devices.toSorted(
      (a, b) => compare(a.vendor, b.vendor) || compare(a.name, b.name),
    );
    expect(devices).toEqual(sorted);
  });

  it('the device file names where its entries are checked', () => {
    const vendors = sources.map((source) => source.vendor);
    for (const vendor of ['Apple', 'Samsung', 'Google']) expect(vendors).toContain(vendor);
    for (const url of sources.flatMap((source) => source.urls)) expect(url).toMatch(/^https:\/\//);
  });

  it('the device file leaves out devices that are known to lack eSIM', () => {
    const text = devices.map((device) => device.name);
    for (const name of ['iPhone X', 'iPhone 8', 'iPhone SE (1st generation)', 'Galaxy S10']) {
      expect(text).not.toContain(name);
    }
  });
});

describe('the search for devices', () => {
  it('the search for devices returns every device without a filter', () => {
    expect(searchDevices({})).toEqual(devices);
    expect(searchDevices({ q: ' ', vendor: '', platform: '' })).toEqual(devices);
  });

  it('the search for devices finds every word of q in vendor and name, in any case and order', () => {
    expect(names({ q: 'APPLE iphone 15 max' })).toEqual(['iPhone 15 Pro Max']);
    expect(names({ q: 'max 15' })).toContain('iPhone 15 Pro Max');
    expect(names({ q: 'nokia 3310' })).toEqual([]);
  });

  it('the search for devices compares vendor and platform as whole words, in any case', () => {
    expect(new Set(searchDevices({ vendor: 'google' }).map((device) => device.vendor))).toEqual(
      new Set(['Google']),
    );
    expect(names({ vendor: 'Goog' })).toEqual([]);
    expect(names({ vendor: 'SAMSUNG', platform: 'wear os' }).length).toBeGreaterThan(5);
    expect(names({ vendor: 'Samsung', platform: 'iOS' })).toEqual([]);
  });

  it('the search for devices takes the signs of patterns literally', () => {
    expect(names({ q: '.*' })).toEqual([]);
    expect(names({ q: '%' })).toEqual([]);
    expect(names({ q: 's24+' })).toEqual(['Galaxy S24+']);
  });
});
