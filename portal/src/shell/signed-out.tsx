import { Modal } from '@mantine/core';
import { SignInForm } from '../pages/sign-in/sign-in-form.tsx';
import { useWords } from '../words/language.tsx';
import { shellWords } from './words.ts';

/** Only signing in closes this dialog: every call of the page below would be refused. */
export default function SignedOut(props: { email: string; onSignedIn: () => void }) {
  const words = useWords(shellWords).signedOut;
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={words.title} size={400}>
      <p className="t2">{words.text}</p>
      <SignInForm {...props} />
    </Modal>
  );
}
