/** What is told of who may come in, and of locks and freezes. */
export const safetyNotices = {
  'passkey.added': {
    tab: 'security',
    kind: 'security',
    title: { zh: '新增通行密钥', en: 'A passkey was added' },
    body: {
      zh: '你的账户新增了通行密钥；若非本人操作，请立即锁定钱包',
      en: 'A passkey was added to your account; if it was not you, lock the wallet now',
    },
  },
  'passkey.removed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '通行密钥被移除', en: 'A passkey was removed' },
    body: {
      zh: '你的一个通行密钥已被移除；若非本人操作，请立即锁定钱包',
      en: 'One of your passkeys was removed; if it was not you, lock the wallet now',
    },
  },
  'device.added': {
    tab: 'security',
    kind: 'security',
    title: { zh: '新设备登录', en: 'A new device' },
    body: {
      zh: '你的账户在一台新设备上登录；若非本人操作，请立即锁定钱包',
      en: 'Your account was signed in to on a new device; if it was not you, lock the wallet now',
    },
  },
  'signin.unknown': {
    tab: 'security',
    kind: 'security',
    title: { zh: '陌生登录', en: 'An unknown sign-in' },
    body: {
      zh: '有人尝试以不寻常的方式登录你的账户；若非本人操作，请立即锁定钱包',
      en: 'Somebody tried to sign in to your account in an unusual way; if it was not you, lock the wallet now',
    },
  },
  'pin.changed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '支付密码已更改', en: 'The pay PIN was changed' },
    body: {
      zh: '你的支付密码已设置或更改；若非本人操作，请立即锁定钱包',
      en: 'Your pay PIN was set or changed; if it was not you, lock the wallet now',
    },
  },
  'phone.change_started': {
    tab: 'security',
    kind: 'security',
    title: { zh: '正在更换手机号', en: 'Your number is about to change' },
    body: {
      zh: '钱包申请改用另一个手机号，一天后生效；若非本人操作，请到安全中心取消',
      en: 'Your wallet asks for another phone number and gets it in a day; if it was not you, cancel it in the security centre',
    },
  },
  'phone.changed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '手机号已更换', en: 'Your number was changed' },
    body: {
      zh: '钱包已改用新的手机号登录与接收通知',
      en: 'You now sign in and are told news with your new phone number',
    },
  },
  'email.changed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '邮箱有变动', en: 'Your e-mail changed' },
    body: {
      zh: '钱包的邮箱已更换或移除；若非本人操作，请立即锁定钱包',
      en: 'The e-mail of your wallet was changed or removed; if it was not you, lock the wallet now',
    },
  },
  'recovery.started': {
    tab: 'security',
    kind: 'security',
    title: { zh: '正在找回账户', en: 'Recovery was started' },
    body: {
      zh: '有人申请找回你的账户；若非本人操作，请立即锁定钱包',
      en: 'Somebody asked to recover your account; if it was not you, lock the wallet now',
    },
  },
  'lock.changed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '安全锁有变动', en: 'A lock was changed' },
    body: {
      zh: '你的安全锁已更改；若非本人操作，请立即锁定钱包',
      en: 'One of your locks was changed; if it was not you, lock the wallet now',
    },
  },
  'freeze.changed': {
    tab: 'security',
    kind: 'security',
    title: { zh: '账户状态有变动', en: 'Your account changed' },
    body: {
      zh: '账户的冻结状态有变动，请到安全中心查看',
      en: 'A freeze of your account changed: see the security centre',
    },
  },
} as const
