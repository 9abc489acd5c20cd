import {
  Button,
  type CSSVariablesResolver,
  colorsTuple,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  rem,
} from '@mantine/core';

const rems = (sizes: Record<string, number>) =>
  Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, rem(size)]));

const BUTTON_HEIGHTS: Record<string, string> = {
  xs: 'var(--control-small)',
  sm: 'var(--control)',
  md: '40px',
  lg: 'var(--control-touch)',
};

/** The page has one banner landmark; the header of a dialog is not another. */
const attributes = { header: { role: 'none' } };
/** The list scrolls itself; the keyboard reaches it through its options. */
const SCROLLED_OPTIONS = { options: { maxHeight: 264, overflowY: 'auto' } } as const;

/** Maps Mantine to the tokens, which depend on colour scheme, mode and side. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-code)',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  fontSizes: rems({ xs: 12, sm: 13, md: 14, lg: 16, xl: 20 }),
  spacing: rems({ xs: 4, sm: 8, md: 12, lg: 16, xl: 24 }),
  radius: rems({ xs: 4, sm: 6, md: 8, lg: 12 }),
  defaultRadius: 'sm',
  primaryColor: 'accent',
  shadows: { sm: 'var(--shadow)', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  colors: { accent: colorsTuple('#0b6b5c') },
  variantColorResolver(input) {
    if (input.variant === 'filled' && (input.color ?? 'accent') === 'accent') {
      return {
        background: 'var(--accent)',
        hover: 'var(--accent-hover)',
        color: 'var(--on-accent)',
        border: 'none',
      };
    }
    if (input.variant === 'filled' && input.color === 'bad') {
      return {
        background: 'var(--bad-text)',
        hover: 'var(--bad)',
        color: 'var(--surface)',
        border: 'none',
      };
    }
    if (input.variant === 'subtle' || input.variant === 'transparent') {
      return {
        background: 'transparent',
        hover: 'var(--hover)',
        color: 'var(--text-2)',
        border: 'none',
      };
    }
    return defaultVariantColorsResolver(input);
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm', variant: 'default' },
      vars: (_, { size = 'sm' }) => ({
        root: {
          '--button-height': BUTTON_HEIGHTS[size],
          '--button-padding-x': size === 'xs' ? '10px' : '12px',
          '--button-fz': size === 'md' || size === 'lg' ? 'var(--t14)' : 'var(--t13)',
        },
      }),
    }),
    ActionIcon: { defaultProps: { variant: 'subtle', size: 32 } },
    Input: Input.extend({ defaultProps: { size: 'sm' } }),
    TextInput: { defaultProps: { size: 'sm' } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Modal: {
      defaultProps: { radius: 'lg', centered: true, overlayProps: { opacity: 0.4 }, attributes },
    },
    Drawer: { defaultProps: { attributes } },
    Select: {
      defaultProps: { openOnFocus: false, withScrollArea: false, styles: SCROLLED_OPTIONS },
    },
    Tooltip: { defaultProps: { openDelay: 200, withArrow: false, events: TOOLTIP_EVENTS() } },
    Menu: { defaultProps: { shadow: 'md', radius: 'md' } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md' } },
  },
});

function TOOLTIP_EVENTS() {
  return { hover: true, focus: true, touch: true };
}

const surfaces = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-error': 'var(--bad-text)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
};

/** Identical in both schemes, because the tokens themselves differ by scheme. */
export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: surfaces,
  dark: surfaces,
});
