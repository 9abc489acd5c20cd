/** The browser that tests drive; undefined when there is none. */
export function findBrowser(): string | undefined;
/** Installs Chromium where that is one command, and otherwise says what is missing. */
export function ensureBrowser(): void;
export const MISSING_BROWSER: string;
