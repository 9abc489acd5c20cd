import type { Carriers } from '../connectivity/carriers/index.ts';
import type { Config } from '../platform/config/config.ts';

export type Option = {
  /** The placeholder of the value in the help (`<id>`); undefined for a switch. */
  value?: string;
  help: string;
  isRequired?: boolean;
};

/** The input of a command: its options, the configuration and the surroundings of the process. */
export type Call = {
  /** Throws `ConfigError` if the environment is wrong. */
  readonly config: Config;
  text(option: string): string;
  optionalText(option: string): string | undefined;
  /** Returns undefined if neither `--option` nor `--no-option` was given. */
  isOn(option: string): boolean | undefined;
  carriers: Carriers;
  now: () => Date;
  isTerminal: boolean;
  say(text: string): void;
};

/** The result of a command: `text` for a person, `json` for a program. */
export type Outcome = { text: string; json: object; isFailure?: boolean };

export type Command = {
  /** One sentence about the effect, then the details that a first-time user needs. */
  about: string;
  options: Readonly<Record<string, Option>>;
  /** Returns undefined if the command printed its result while it ran. */
  run(call: Call): Promise<Outcome | undefined>;
};

/** The command line is wrong; the message describes the mistake. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
