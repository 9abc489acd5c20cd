/** Why a batch stopped by itself, by the code of the refusal. */
export const stopReasons: Record<'en' | 'de', Record<string, string>> = {
  en: {
    insufficient_credits: 'The credits are used up. Buy credits, then resume it.',
    spend_limit_reached: 'The daily limit of the API key is reached. Resume it tomorrow.',
    account_suspended: 'The account is suspended.',
    out_of_stock: 'No eSIM is in stock for one of the plans.',
    supplier_unavailable: 'The supplier did not answer. Resume it later.',
    service_unavailable: 'The platform was not available. Resume it later.',
    mandate_exceeded: 'The mandate of the API key does not allow these sales.',
    approval_required: 'The mandate of the API key asks for an approval. It waits in the portal.',
    api_key_not_found: 'The API key that sold was revoked.',
    insufficient_scope: 'The API key that sold may no longer sell.',
  },
  de: {
    insufficient_credits:
      'Das Guthaben ist aufgebraucht. Kaufen Sie Guthaben und setzen Sie dann fort.',
    spend_limit_reached: 'Das Tageslimit des API-Schlüssels ist erreicht. Setzen Sie morgen fort.',
    account_suspended: 'Das Konto ist gesperrt.',
    out_of_stock: 'Für einen der Tarife ist keine eSIM vorrätig.',
    supplier_unavailable: 'Der Lieferant hat nicht geantwortet. Setzen Sie später fort.',
    service_unavailable: 'Die Plattform war nicht erreichbar. Setzen Sie später fort.',
    mandate_exceeded: 'Das Mandat des API-Schlüssels erlaubt diese Verkäufe nicht.',
    approval_required:
      'Das Mandat des API-Schlüssels verlangt eine Freigabe. Sie wartet im Portal.',
    api_key_not_found: 'Der API-Schlüssel, der verkauft hat, wurde widerrufen.',
    insufficient_scope: 'Der API-Schlüssel, der verkauft hat, darf nicht mehr verkaufen.',
  },
};
