export const collect = {
  'collect.link': '打开链接',
  'collect.elsewhere': '请用“扫一扫”打开',
  'collect.elsewhereHint': '这个码要在钱包首页的“扫一扫”里使用。',
} as const
