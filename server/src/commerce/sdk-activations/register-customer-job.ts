/** The name of the task that tells the reseller's server of a new customer. */
export const REGISTER_CUSTOMER_TASK = 'register-sdk-customer';

/** Returns the job that registers the customer of an app's user, after the first sale. */
export function registerCustomerJob({ accountId, userId }: { accountId: string; userId: string }) {
  const jobKey = `${REGISTER_CUSTOMER_TASK}:${accountId}:${userId}`;
  return { task: REGISTER_CUSTOMER_TASK, payload: { accountId, userId }, jobKey };
}
