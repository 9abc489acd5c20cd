/** The exit codes. */
export const EXIT = {
  done: 0,
  /** The store refused, or a check failed. */
  refused: 1,
  /** The command line is wrong. */
  usage: 2,
  /** There is no login, or the store does not accept it. */
  login: 3,
  /** The store does not answer. */
  unreachable: 4,
  /** A person declined. */
  declined: 5,
} as const;

/** An error that ends the command with a message and an exit code. */
export class Failure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.refused) {
    super(message);
    this.exitCode = exitCode;
  }
}
