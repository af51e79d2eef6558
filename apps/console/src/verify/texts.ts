/** Every word of the page that verifies receipts, apart from the steps, which the verifier names itself. */
export const texts = {
  title: { zh: '验证存证回执', en: 'Verify a receipt' },
  lead: {
    zh: '粘贴或拖入一份回执，在您自己的浏览器里逐步核对。不需要登录，也不向任何服务器发送内容。',
    en: 'Paste or drop a receipt and have it checked step by step in your own browser. No sign-in, and nothing is sent to any server.',
  },
  receipt: { zh: '回执（JSON）', en: 'Receipt (JSON)' },
  drop: { zh: '把回执文件拖到这里，或', en: 'Drop the receipt file here, or' },
  choose: { zh: '选择文件', en: 'choose a file' },
  key: { zh: '公布的公钥（可选）', en: 'Published public key (optional)' },
  keyHint: {
    zh: '从您信任的渠道取得。填写后会核对回执确由该公钥签署。',
    en: 'From a source you trust. With it, the receipt is checked to be signed by this key.',
  },
  waiting: { zh: '等待回执', en: 'Waiting for a receipt' },
  waitingHint: {
    zh: '放入回执后，这里逐步显示核对过程。',
    en: 'Once there is a receipt, every step of the check is shown here.',
  },
  good: { zh: '验证通过', en: 'Verified' },
  goodTrusted: {
    zh: '这张记账凭证确在账簿之中，由公布的公钥签署，一位数字也没有改动。',
    en: 'This posting is in the books, signed with the published key, and not one digit was changed.',
  },
  goodSelf: {
    zh: '回执内容前后一致、签名有效。请把签名公钥与公布的公钥核对。',
    en: 'The receipt agrees with itself and its signature is genuine. Compare the signing key with the published one.',
  },
  bad: { zh: '验证未通过', en: 'Not verified' },
  badHint: {
    zh: '这份回执被改动过，或不是由该系统出具。标红的步骤是第一处不符。',
    en: 'This receipt was changed, or was not issued by this system. The red step is the first that does not fit.',
  },
  notJson: { zh: '这不是一份完整的 JSON 文本。', en: 'This is not a complete JSON text.' },
  noCrypto: {
    zh: '此浏览器在当前页面不提供所需的密码学功能（SHA-256、Ed25519）。请用新版浏览器经 https、localhost 或本地文件打开。',
    en: 'This browser does not offer the cryptography needed here (SHA-256, Ed25519). Open the page in a current browser over https, localhost or from a file.',
  },
  passed: { zh: '通过', en: 'passed' },
  failed: { zh: '不符', en: 'failed' },
  skipped: { zh: '略过', en: 'skipped' },
  shown: { zh: '回执所示', en: 'What the receipt shows' },
  posting: { zh: '凭证', en: 'Posting' },
  kind: { zh: '类别', en: 'Kind' },
  date: { zh: '营业日', en: 'Business date' },
  booked: { zh: '入账时间（UTC）', en: 'Booked at (UTC)' },
  account: { zh: '账户', en: 'Account' },
  amount: { zh: '金额', en: 'Amount' },
  balance: { zh: '其后余额', en: 'Balance after' },
  hidden: { zh: '未披露', en: 'not disclosed' },
  save: { zh: '保存本页供离线使用', en: 'Save this page for offline use' },
  language: { zh: 'English', en: '中文' },
} as const satisfies Record<string, { zh: string; en: string }>

export type Language = 'zh' | 'en'
export type TextKey = keyof typeof texts
