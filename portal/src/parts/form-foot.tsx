import { AllowedButton, type AllowedButtonProps } from '../session/allowed.tsx';
import { ErrorNotice } from './notice.tsx';

type Props = Pick<AllowedButtonProps, 'calls' | 'variant'> & {
  action: string;
  error: unknown;
  isBusy: boolean;
  className?: string;
};

/** The foot of a form that stands on a page: what was refused, and the button that saves. */
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
