/** Groups profiles and packages of one customer that share their data. */
export type ProfileDomain = { id: string; customerId: string; dedicated: boolean };

export type NewProfileDomain = ProfileDomain & { accountId: string; createdAt: Date };
