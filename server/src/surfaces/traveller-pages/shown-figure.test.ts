import { expect, it } from 'vitest';
import { TRAVELLER_LANGUAGES } from '../../kernel/traveller-language.ts';
import { shownFigure } from './shown-figure.ts';
import { SOURCES } from './words/sources.ts';

const AT = new Date('2026-04-30T09:55:00Z');
const EARLIER = new Date('2026-04-29T09:55:00Z');
const NONE = { usageAsOf: null, usageSource: null, lastSeenAt: null };

it('dates the data left by the latest report, and says who reported it', () => {
  const esims = [
    { ...NONE, usageAsOf: EARLIER, usageSource: 'radius' as const, lastSeenAt: AT },
    { ...NONE, usageAsOf: AT, usageSource: 'supplier' as const },
  ];
  for (const language of TRAVELLER_LANGUAGES) {
    const shown = shownFigure(esims, language)?.html;
    expect(shown).toContain(AT.toISOString());
    expect(shown).toContain(SOURCES[language].supplier);
  }
});

it('dates it by when the eSIM was seen where no source was kept, and says nothing before', () => {
  expect(shownFigure([{ ...NONE, lastSeenAt: EARLIER }], 'en')?.html).toContain(
    EARLIER.toISOString(),
  );
  expect(shownFigure([NONE], 'en')).toBeUndefined();
});
