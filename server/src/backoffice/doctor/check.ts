/** `missing` prevents the first live sale; `attention` does not; `unknown` could not be checked. */
export const CHECK_STATES = ['ok', 'missing', 'attention', 'unknown'] as const;
type CheckState = (typeof CHECK_STATES)[number];

/** One requirement of a live installation. No field ever contains a secret. */
export type Check = {
  /** Stable, for programs: `public_url`. */
  name: string;
  title: string;
  state: CheckState;
  /** The finding, as a sentence. */
  detail: string;
  /** How to meet the requirement; null if it is met. */
  remedy: string | null;
};

export type Requirement = Pick<Check, 'name' | 'title'> & { remedy: string };

/** A finding about one requirement. */
export type Finding = Pick<Check, 'state' | 'detail'>;

export const ok = (detail: string): Finding => ({ state: 'ok', detail });
export const missing = (detail: string): Finding => ({ state: 'missing', detail });
export const attention = (detail: string): Finding => ({ state: 'attention', detail });

/** Returns the check of a requirement; a requirement that is met needs no remedy. */
export function toCheck({ remedy, ...requirement }: Requirement, finding: Finding): Check {
  return { ...requirement, ...finding, remedy: finding.state === 'ok' ? null : remedy };
}
