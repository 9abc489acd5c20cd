import { AllowedButton, type AllowedButtonProps } from '../session/allowed.tsx';
import { ErrorNotice } from './notice.tsx';

type Props = Pick<AllowedButtonProps, 'calls' | 'variant'> & {
  action: string;
  error: unknown;
  isBusy: boolean;
  className?: string;
};

/** The footer of a form on a page: the refusal, if any, and the save button. */
export function FormFoot({ calls, variant, action, error, isBusy, className }: Props) {
  return (
    <>
      <ErrorNotice error={error} />
      <div className={className}>
        <AllowedButton calls={calls} type="submit" variant={variant} loading={isBusy}>
          {action}
        </AllowedButton>
      </div>
    </>
  );
}
