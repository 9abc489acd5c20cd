export type SizeUnit = 'MB' | 'GB' | 'TB';
export type Size = { sizeValue: number; sizeUnit: SizeUnit };

export const MEGABYTE = 1_048_576n;
const GIGABYTE = 1024n * MEGABYTE;
const UNIT_BYTES: Record<SizeUnit, bigint> = {
  MB: MEGABYTE,
  GB: GIGABYTE,
  TB: 1024n * GIGABYTE,
};

/** Returns a product's size in bytes, rounded down to a whole byte; 1 GB = 1024 MB. */
export function toBytes(size: Size): bigint {
  const thousandths = BigInt(Math.round(size.sizeValue * 1000));
  return (thousandths * UNIT_BYTES[size.sizeUnit]) / 1000n;
}

/** Returns bytes as GB, rounded half up to two decimals (docs/api-compatibility.md#sizes). */
export function toGigabytes(dataBytes: bigint): Size {
  const hundredths = (dataBytes * 200n + GIGABYTE) / (2n * GIGABYTE);
  return { sizeValue: Number(hundredths) / 100, sizeUnit: 'GB' };
}
