/** The name of the task that sells activations that were approved, but not sold in their call. */
export const SELL_ACTIVATION_TASK = 'sell-sdk-activation';

/** Returns the job that sells an approved activation, unless its call has sold it by then. */
export function sellActivationJob({ accountId, id }: { accountId: string; id: string }) {
  const jobKey = `${SELL_ACTIVATION_TASK}:${accountId}:${id}`;
  return { task: SELL_ACTIVATION_TASK, payload: { accountId, id }, jobKey };
}
