/** What the wallet's people hold and pay in. */
export const WALLET_ASSET = 'CNY/2'
