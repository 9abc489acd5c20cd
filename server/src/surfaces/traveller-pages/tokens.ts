/** The values of the design tokens (`portal/src/look/tokens.css`) that these pages use. */
export const LIGHT: Record<string, string> = {
  surface: '#ffffff',
  sunken: '#f3f6f8',
  hover: '#f2f5f7',
  line: '#e4e9ed',
  'line-strong': '#cdd5dc',
  'line-control': '#87929d',
  text: '#121920',
  'text-2': '#4b5661',
  'text-3': '#65707b',
  accent: '#0b6b5c',
  'accent-hover': '#08574b',
  'on-accent': '#ffffff',
  'accent-text': '#0a6456',
  'accent-soft': '#e4f3ef',
  'accent-line': '#0f8a76',
  ok: '#188a52',
  wait: '#b97404',
  bad: '#cf332b',
  over: '#7d8893',
  'wait-text': '#865400',
  'wait-soft': '#fcf2dc',
};

export const DARK: Record<string, string> = {
  surface: '#0f1419',
  sunken: '#0b1014',
  hover: '#161c22',
  line: '#1f272f',
  'line-strong': '#313c46',
  'line-control': '#67737f',
  text: '#e7ecf0',
  'text-2': '#a9b4be',
  'text-3': '#86929e',
  accent: '#35b59c',
  'accent-hover': '#4fc7b0',
  'on-accent': '#03140f',
  'accent-text': '#5ccbb4',
  'accent-soft': '#10302a',
  'accent-line': '#35b59c',
  ok: '#3dbd7c',
  wait: '#e3a534',
  bad: '#f06a61',
  over: '#7b8793',
  'wait-text': '#ebb955',
  'wait-soft': '#2c2410',
};

/** Returns the tokens as custom properties of a style rule. */
export function properties(tokens: Record<string, string>): string {
  return Object.entries(tokens)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}
