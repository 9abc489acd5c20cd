import type { Carriers } from '../connectivity/carriers/index.ts';
import type { Config } from '../platform/config/config.ts';

export type Option = {
  /** What stands for the value in the help (`<id>`); a switch has none. */
  value?: string;
  help: string;
  isRequired?: boolean;
};

/** What a command finds: its options as they were given, and what `main.ts` has put together. */
export type Call = {
  config: Config;
  text(option: string): string;
  optionalText(option: string): string | undefined;
  /** Undefined when neither `--option` nor `--no-option` was given. */
  isOn(option: string): boolean | undefined;
  carriers: Carriers;
  now: () => Date;
  isTerminal: boolean;
  say(text: string): void;
};

/** What a command has to tell: `text` to a person, `json` to a program. */
export type Outcome = { text: string; json: object; isFailure?: boolean };

export type Command = {
  /** One sentence, then what a newcomer has to know. */
  about: string;
  options: Readonly<Record<string, Option>>;
  /** Gives nothing when it has told everything while it ran. */
  run(call: Call): Promise<Outcome | undefined>;
};

/** A command line that names something wrong; the message says what. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
