import { State } from '../../look/state.tsx';

export function RequestStatus({ status }: { status: number }) {
  return (
    <State shape={status < 400 ? 'fact' : status < 500 ? 'warning' : 'failed'}>{status}</State>
  );
}
