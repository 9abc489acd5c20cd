/** Red, green and blue from 0 to 255. */
type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** The least contrast of text (WCAG 2.2, 1.4.3). */
export const TEXT_CONTRAST = 4.5;

/** Returns the contrast of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2). */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Returns the colour, mixed with black as little as makes it readable on `background`. */
export function darkenFor(color: string, background: string): string {
  return mixUntilReadable(color, background, BLACK);
}

/** Returns the colour, mixed with white as little as makes it readable on `background`. */
export function lightenFor(color: string, background: string): string {
  return mixUntilReadable(color, background, WHITE);
}

/** Returns `color` mixed with `percent` of `other`; both are `#rrggbb`. */
export function mixColors(color: string, other: string, percent: number): string {
  return mix(parse(color), parse(other), percent / 100);
}

function mixUntilReadable(color: string, background: string, other: Rgb): string {
  for (let percent = 0; percent <= 100; percent += 2) {
    const mixed = mix(parse(color), other, percent / 100);
    if (contrastOf(mixed, background) >= TEXT_CONTRAST) return mixed;
  }
  return format(other);
}

function mix(color: Rgb, other: Rgb, part: number): string {
  const [red, green, blue] = color.map((channel, index) =>
    Math.round(channel + ((other[index] ?? 0) - channel) * part),
  );
  return format([red ?? 0, green ?? 0, blue ?? 0]);
}

function luminanceOf(color: string): number {
  const [red, green, blue] = parse(color).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function parse(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function format(color: Rgb): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
