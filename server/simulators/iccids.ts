/** Returns the ICCID of a serial number: 19 digits with a right check digit. */
export function iccidOf(prefix: string, serial: number): string {
  const digits = prefix + String(serial).padStart(18 - prefix.length, '0');
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return digits + String((10 - (sum % 10)) % 10);
}

/** Returns the matching ID of a serial number. */
export function matchingIdOf(serial: number): string {
  return `SIM-${serial.toString(36).toUpperCase().padStart(10, '0')}`;
}
