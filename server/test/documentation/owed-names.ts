/** Operations from before these rules, to be named by their owners; none may be added. */
export const OWED_NAMES = new Set(
  `
    getCredits
    getCreditsStatement
    buyCredits
    listCreditPurchases
    getCreditPurchase
    cancelCreditPurchase
    setupPaymentMethod
    setDefaultPaymentMethod
    removePaymentMethod
    playSandboxPayment
    getBillingDetails
    setBillingDetails
    quotePurchase
    getInvoicePdf
    getAutoTopUp
    getCreditAlert
  `.match(/\S+/g),
);
