import { useSession } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { organizationWords } from './words.ts';

const OWN_COLOUR = '#0b6b5c';
const ENOUGH = 4.5;

type Props = {
  displayName: string;
  accentColor: string;
  supportEmail: string;
  supportPhone: string;
  logoUrl: string | null;
};

/** A preview of the header of a traveller's page. */
export function BrandPreview({ displayName, accentColor, logoUrl, ...support }: Props) {
  const { branding: words } = useWords(organizationWords);
  const format = useFormat();
  const { organization } = useSession();
  const colour = /^#[0-9a-f]{6}$/i.test(accentColor) ? accentColor : OWN_COLOUR;
  const contrast = contrastWithWhite(colour);
  const isEnough = contrast >= ENOUGH;
  return (
    <>
      <div className="brand-card">
        <p className="brand-name">
          {logoUrl && <img src={new URL(logoUrl).pathname} alt="" height={28} />}
          <span className="strong">{displayName || organization?.name}</span>
        </p>
        <p className="brand-title">{words.sample}</p>
        <p className="t2">{words.sampleText}</p>
        <p className="brand-button" style={{ background: isEnough ? colour : OWN_COLOUR }}>
          {words.sampleButton}
        </p>
        <p className="t2 s13">
          {[support.supportEmail, support.supportPhone].filter(Boolean).join(' · ')}
        </p>
      </div>
      <p className={isEnough ? 's13 t2 pad-top' : 's13 neg pad-top'} role="status">
        {words.contrast(format.decimal(contrast))} {!isEnough && words.tooLittle}
      </p>
    </>
  );
}

/** Returns the contrast of a colour with white by the formula of WCAG 2.2. */
function contrastWithWhite(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
