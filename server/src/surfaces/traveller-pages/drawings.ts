import { type Html, html } from '../../kernel/html.ts';

export type Platform = 'iphone' | 'android';

/** What is on the phone's screen, one drawing for each step of an installation. */
const SCREENS = [
  // A sheet that asks, with its button.
  `<path class="sheet" d="M20.8 120V62a8 8 0 0 1 8-8h54.5a8 8 0 0 1 8 8v58z"/>
<path class="ln" d="M44 66h24M38 74h36"/>
<rect class="go" x="32" y="84" width="48" height="14" rx="7"/>
<path class="tick" d="M52 91l3 3 6-6.5"/>
<path class="ln f" d="M46 108h20"/>`,
  // A list of lines, of which the middle one is chosen.
  `<path class="ln s" d="M30 38h26"/>
<rect class="cell" x="28" y="48" width="56" height="56" rx="6"/>
<path class="hr" d="M28 66.5h56M28 85.5h56"/>
<path class="ln" d="M34 57.5h18M34 76h24M34 95h14"/>
<circle class="rad" cx="76" cy="57.5" r="4"/>
<circle class="rad on" cx="76" cy="76" r="4"/>
<circle class="rad" cx="76" cy="95" r="4"/>`,
  // A switch that is on.
  `<path class="ln s" d="M30 38h32"/>
<rect class="cell" x="28" y="48" width="56" height="20" rx="6"/>
<path class="ln" d="M34 58h20"/>
<rect class="go" x="64" y="53" width="16" height="10" rx="5"/>
<circle class="kn" cx="75" cy="58" r="3.5"/>
<rect class="cell" x="28" y="76" width="56" height="38" rx="6"/>
<path class="hr" d="M28 95h56"/>
<path class="ln" d="M34 85.5h26M34 104.5h18"/>`,
] as const;

const CAMERAS: Record<Platform, string> = {
  iphone: '<rect class="isl" x="46" y="20" width="20" height="5" rx="2.5"/>',
  android: '<circle class="isl" cx="56" cy="22" r="2.5"/>',
};

/** Returns the drawing of a step, 0 to 2, on a phone of the platform. */
export function stepDrawing(platform: Platform, step: number): Html {
  const corner = platform === 'iphone' ? 12 : 8;
  const drawing = { html: CAMERAS[platform] + (SCREENS[step] ?? '') };
  return html`<svg class="pic" viewBox="0 0 112 120" aria-hidden="true">
<rect class="bg" x="1" y="1" width="110" height="118" rx="11"/>
<path class="ph" d="${outline(corner)}"/>${drawing}</svg>`;
}

/** The outline of a phone whose lower end is out of sight. */
function outline(corner: number): string {
  const [top, right] = [14 + corner, 92 - corner];
  return `M20 120V${top}a${corner} ${corner} 0 0 1 ${corner}-${corner}H${right}\
a${corner} ${corner} 0 0 1 ${corner} ${corner}V120`;
}
