import { confirm, isCancel, password, text } from '@clack/prompts';
import { EXIT, Failure } from './exit-codes.ts';

/** Asks a person to agree. Throws `Failure` if there is nobody to ask, or the answer is no. */
export async function agree(message: string, isAgreed: boolean | undefined): Promise<void> {
  if (isAgreed) return;
  if (!process.stdin.isTTY) {
    throw new Failure(`${message} There is no terminal to ask; say --yes.`, EXIT.usage);
  }
  const answer = await confirm({ message });
  if (answer !== true) throw new Failure('Nothing was done.', EXIT.declined);
}

/** Asks for a text. Throws `Failure` if there is nobody to ask. */
export async function askFor(
  message: string,
  options: { isSecret?: boolean; initial?: string } = {},
) {
  if (!process.stdin.isTTY) throw new Failure(`${message} is missing.`, EXIT.usage);
  const { isSecret, initial: initialValue } = options;
  const answer = isSecret ? await password({ message }) : await text({ message, initialValue });
  if (isCancel(answer) || !answer) throw new Failure('Nothing was done.', EXIT.declined);
  return answer;
}
