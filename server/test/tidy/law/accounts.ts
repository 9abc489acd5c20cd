const SPARE = 'an eSIM may have been ordered for one account and be a spare for another';

/** Statements that touch a tenant's table without being bound to one account, and why they may. */
export const ACROSS_ACCOUNTS: Record<string, string> = {
  'src/commerce/inventory/offered-price-store.ts readItemsPaidBy':
    'those who pay by a price list are told of a change, whichever account they are',
  'src/tenancy/accounts/api-key-store.ts flagKeysOf':
    'a member leaves both accounts of one organization',
  'src/tenancy/accounts/grant-store.ts selectLogin':
    'a login knows its client id before its account',
  'src/commerce/approvals/approval-store.ts selectApprovalsOf':
    'a batch of sales of several accounts; each call names its account',
  'src/commerce/approvals/approval-store.ts selectExpiring':
    'finds the accounts in which a worker then works one by one',
  'src/commerce/approvals/approval-store.ts eraseExpiredCalls':
    'a job of the platform, over all accounts by age',
  'src/tenancy/accounts/account-store.ts listAccounts': 'the two accounts of one organization',
  'src/commerce/activations/accounts-due-store.ts selectAccountsWithDue':
    'finds the accounts in which a worker then works one by one',
  'src/money/auto-top-up/sweep-store.ts selectUnhandledDeclines':
    'a round of the platform, over all accounts',
  'src/money/auto-top-up/sweep-store.ts selectAlerted':
    'a round of the platform, over all accounts',
  'src/money/auto-top-up/sweep-store.ts selectTopUpsDue':
    'a round of the platform, over all accounts',
  'src/backoffice/search/operator-search-store.ts customers':
    'the platform looks up a number or an ID without knowing whose it is',
  'src/backoffice/search/operator-search-store.ts customersOfDomain':
    'the platform looks up a number or an ID without knowing whose it is',
  'src/backoffice/search/operator-search-store.ts packages':
    'the platform looks up a number or an ID without knowing whose it is',
  'src/backoffice/search/operator-search-store.ts esims':
    'the platform looks up a number or an ID without knowing whose it is',
  'src/backoffice/search/operator-search-store.ts purchases':
    'the platform looks up a number or an ID without knowing whose it is',
  'src/backoffice/search/operator-search-store.ts documents':
    'the platform looks up a number or an ID without knowing whose it is',
  'src/backoffice/search/operator-search-store.ts tickets':
    'the platform looks up a number or an ID without knowing whose it is',
  'src/backoffice/search/operator-search-store.ts requests':
    'the platform looks up a number or an ID without knowing whose it is',
  'src/backoffice/search/operator-search-store.ts anywhere':
    'the platform looks up a number or an ID without knowing whose it is',
  'src/backoffice/search/operator-search-store.ts profiles':
    'the platform looks up a number or an ID without knowing whose it is',
  'src/backoffice/doctor/store.ts selectNamedCarriers':
    "counts the free profiles of the installation, which are no account's",
  'src/connectivity/carriers/allotted-profile-store.ts selectBlocks':
    "blocks of free profiles are no account's",
  'src/connectivity/carriers/allotted-profile-store.ts selectAllottedCounts':
    "counts the free profiles of the installation, which are no account's",
  'src/backoffice/operator/profile-store.ts selectCarrierProfile':
    'the platform looks up a profile by its ICCID without knowing whose it is',
  'src/backoffice/operator/statements/proposal-store.ts selectPayable':
    'the bank does not know whose transfer it was',
  'src/backoffice/operator/statements/statement-store.ts lines': 'the bank names its entries',
  'src/backoffice/operations/endpoint-store.ts TROUBLED':
    'the platform looks for what fails, whosever it is',
  'src/backoffice/operations/delivery-store.ts selectTroubledDeliveries':
    'the platform looks for what fails, whosever it is',
  'src/backoffice/operations/delivery-store.ts lastErrorOf': 'a part of the same statement',
  'src/backoffice/operations/health-store.ts readPulse':
    'a number for those who run the platform, over all accounts',
  'src/tenancy/audit/sales-store.ts soldEntries':
    'the entries that statements of one account, of one company or of the archive choose from',
  'src/tenancy/audit/sales-store.ts eraseSaleAddresses':
    'a job of the platform, over all accounts by age',
  'src/backoffice/archive/archive-store.ts selectTransfers': 'an archive of the whole installation',
  'src/backoffice/archive/archive-store.ts selectUsage': 'an archive of the whole installation',
  'src/backoffice/doctor/store.ts selectContents':
    'counts the live accounts of the installation that can sell',
  'src/backoffice/operator/books-store.ts selectBrokenChains':
    'the audit of the whole installation',
  'src/backoffice/operator/books-store.ts selectFaultyHolds': 'the audit of the whole installation',
  'src/backoffice/operator/books-store.ts selectWrongSums': 'the audit of the whole installation',
  'src/backoffice/operator/books-store.ts selectUnownedProfiles':
    'the audit of the whole installation',
  'src/backoffice/operator/books-store.ts selectUnbalancedAccounts':
    'the audit of the whole installation',
  'src/backoffice/operator/books-store.ts selectUnpaidPackages':
    'the audit of the whole installation',
  'src/commerce/activations/package-store.ts eraseOldUserIps':
    'a job of the platform, over all accounts by age',
  'src/commerce/usage-files/part-store.ts deletePart':
    'a file of a carrier has records of any accounts',
  'src/commerce/usage-files/part-store.ts sumShares':
    'a file of a carrier has records of any accounts',
  'src/commerce/sale-batches/batch-store.ts selectAbandoned':
    'a job of the platform, over all accounts',
  'src/tenancy/organizations/store.ts selectAccountIds':
    'names the two accounts of one organization',
  'src/identity/device-logins/store.ts deleteEnded': 'a job of the platform, over all accounts',
  'src/identity/sessions/session-store.ts selectSession':
    'a session knows its person before an account',
  'src/money/payments/methods/setup-store.ts claimOpenSetups':
    'a job of the platform, over all accounts',
  'src/money/credits/hold-store.ts selectAccountsWithExpired':
    'a job of the platform, over all accounts',
  'src/money/credits/sums-store.ts selectAccountsToSum': 'a job of the platform, over all accounts',
  'src/money/payments/disputes/debt-store.ts selectOwing':
    'a job of the platform, over all accounts',
  'src/money/payments/purchases/purchase-store.ts selectByIntent':
    'a notice of the provider names its payment alone',
  'src/money/payments/purchases/purchase-store.ts selectByReference':
    'a bank transfer names its reference before its account',
  'src/money/payments/purchases/purchase-store.ts selectSilentPurchases':
    'a job of the platform, over all accounts',
  'src/backoffice/operator/adjustment-store.ts selectAdjustmentKey':
    'the platform decides on an adjustment by its id, whosever it is',
  'src/money/payments/transfers/receipt-store.ts isReceiptKnown': 'the bank names its entries',
  'src/money/payments/transfers/awaited-store.ts listAwaitedTransfers':
    'the bank does not know whose transfer it was',
  'src/backoffice/reports/sales-totals-store.ts selectAccountsToRollUp':
    'a job of the platform, over all accounts',
  'src/backoffice/reports/unusual-hours-store.ts selectUnusualHours':
    'a job of the platform, over all live accounts',
  'src/backoffice/reports/sales-store.ts sumsOf': 'the platform adds up the sales of all resellers',
  'src/backoffice/reports/sales-store.ts moved': 'a part of the same statement',
  'src/backoffice/reports/sales-store.ts refundedUnits': 'a part of the same statement',
  'src/surfaces/seed/store.ts selectAccountOfKey':
    'the demonstration is known by the client id of its key',
  'src/backoffice/tickets/desk-report-store.ts selectDeskReport':
    'the platform reports how fast it answers all resellers',
  'src/backoffice/tickets/attachment-store.ts selectAccountOfAttachment':
    'the platform knows an attachment by its id before whose it is',
  'src/backoffice/tickets/ticket-store.ts selectAccountOfTicket':
    'the platform knows a ticket by its id before whose it is',
  'src/commerce/usage/report-part-store.ts selectOutcomes':
    'a carrier reads what became of its own report, over all accounts that it is about',
  'src/commerce/routing/recent-call-store.ts selectRecentCalls':
    'a carrier is judged by the orders of all accounts',
  'src/connectivity/carrier-orders/request-store.ts selectItemOf':
    'an eSIM may have been ordered for another account than the one that got it',
  'src/connectivity/carrier-orders/request-store.ts countOpenRefunds':
    'the operator is told of late refunds of all accounts',
  'src/connectivity/carrier-orders/operator-store.ts listOrders':
    'the operator sees the orders at carriers of all accounts',
  'src/connectivity/carrier-orders/operator-store.ts selectOrder':
    'the operator knows an order by its id before whose it is',
  'src/connectivity/carrier-orders/operator-store.ts selectOwnersAt':
    'a number or an eSIM of a carrier belongs to one order, whichever account it is of',
  'src/connectivity/carrier-orders/operator-store.ts selectOrdersToAskAbout':
    'a job of the platform, over all accounts',
  'src/connectivity/carrier-orders/step-store.ts leaseDueOrders':
    'a worker takes due orders of any account',
  'src/connectivity/carrier-orders/order-store.ts nudgeOrders':
    'a notice of a carrier names an order alone',
  'src/connectivity/usage-pulls/pull-store.ts nudgePull': 'an ICCID is all that a supplier knows',
  'src/connectivity/usage-pulls/feed-store.ts listPullFeeds':
    'numbers for those who run the platform, over all accounts',
  'src/connectivity/usage-pulls/pull-store.ts leaseDuePulls':
    'a worker looks for eSIMs of any account',
  'src/connectivity/carrier-orders/number-store.ts selectTakenOrders':
    'a number of a carrier belongs to one order, whichever account it is of',
  'src/connectivity/carrier-orders/order-store.ts selectTakenIccids':
    'an eSIM of a carrier was delivered once, whichever account it was for',
  'src/connectivity/carrier-orders/order-store.ts selectOtherInFlight':
    'the orders of all accounts go to one account at the carrier',
  'src/connectivity/carrier-orders/request-store.ts insertRequestOfOrder': SPARE,
  'src/connectivity/carrier-orders/request-store.ts insertCancellation': SPARE,
  'src/connectivity/carrier-orders/request-store.ts insertSuspension': SPARE,
  'src/connectivity/carrier-orders/request-store.ts leaseDueRequests':
    'a worker takes due requests of any account',
  'src/connectivity/carrier-orders/request-store.ts selectPackagesOn':
    'an eSIM may have been delivered to one account and be topped up by another one’s order',
  'src/connectivity/carrier-orders/spare-store.ts hasSpare':
    'a spare eSIM is given to the next sale of its item, of any account',
  'src/connectivity/carrier-orders/spare-store.ts selectSpares':
    'an eSIM that no package got is nobody’s, and goes to the next sale of any account',
  'src/connectivity/esims/profile-store.ts selectOwners': 'an ICCID is all that a carrier knows',
  'src/messaging/events/store.ts selectLastSequences': 'one look for all streamed accounts',
  'src/messaging/webhooks/deliveries/backlog-store.ts readDeliveryBacklog':
    'a number for those who run the platform, over all accounts',
  'src/money/auto-top-up/attempt-store.ts readRecentTopUps':
    'a number for those who run the platform, over all accounts',
  'src/messaging/webhooks/endpoints/secret-store.ts selectSecrets':
    'the key of the whole installation is replaced, for all accounts',
  'src/messaging/webhooks/sending/sending-store.ts selectWaiting':
    'a sender looks for work of any account',
  'src/commerce/traveller-mails/cursor-store.ts openCursors':
    'the two accounts of one organization',
  'src/commerce/traveller-mails/cursor-store.ts closeCursors':
    'the two accounts of one organization',
  'src/commerce/traveller-mails/cursor-store.ts selectAccountsBehind':
    'a job of the platform, over all accounts',
  'src/tenancy/sdk-attestation/settings-store.ts selectKeptKeys':
    'the key of the whole installation is replaced, for all accounts',
  'src/tenancy/sdk-apps/app-store.ts selectApprovedApps':
    'a host of the platform vouches for the apps of all accounts',
  'src/tenancy/sdk-apps/key-store.ts selectKeyByText': 'an app names its key before its account',
  'src/tenancy/sdk-apps/app-store.ts listed': 'the platform decides about the apps of all accounts',
  'src/tenancy/branding/branding-store.ts selectPageHosts':
    'a host is known before its account, and names both of an organization',
};

/**
 * The stores with statements that are given a list of accounts, an account a row, by the work that
 * needs them. Only this work mixes the rows of several accounts in one transaction. The lane locks
 * accounts in the order of their ids; on a distributed database it has one batch a node.
 */
export const MANY_ACCOUNTS: Record<string, readonly string[]> = {
  'the lane sells for all accounts in one transaction': [
    'src/commerce/activations/account-store.ts',
    'src/commerce/activations/delivery-store.ts',
    'src/commerce/activations/store.ts',
    'src/commerce/customers/store.ts',
    'src/commerce/inventory/item-for-sale-store.ts',
    'src/commerce/inventory/stock-store.ts',
    'src/commerce/sdk-activations/activation-store.ts',
    'src/commerce/sdk-activations/user-store.ts',
    'src/connectivity/carrier-orders/order-store.ts',
    'src/connectivity/esims/domain-store.ts',
    'src/connectivity/esims/profile-store.ts',
    'src/messaging/events/store.ts',
    'src/money/credits/hold-store.ts',
    'src/money/credits/store.ts',
    'src/tenancy/accounts/spending-store.ts',
    'src/tenancy/audit/sales-store.ts',
    'src/tenancy/audit/store.ts',
    'src/tenancy/idempotency/store.ts',
  ],
  'a sender works for the endpoints that it has leased': [
    'src/messaging/webhooks/sending/outcome-store.ts',
    'src/messaging/webhooks/sending/sending-store.ts',
  ],
  'a process keeps the requests that it answered': ['src/tenancy/requests/store.ts'],
  'a worker writes the steps of the orders that it leased': [
    'src/commerce/activations/pending-store.ts',
    'src/connectivity/carrier-orders/number-store.ts',
    'src/connectivity/carrier-orders/step-store.ts',
  ],
  'a worker puts off the eSIMs that it leased and did not ask about': [
    'src/connectivity/usage-pulls/pull-store.ts',
  ],
  'a process writes down now and then which keys it saw': ['src/tenancy/accounts/api-key-store.ts'],
};
