/** What the shared parts say, wherever they are used. */
export const parts = {
  'action.cancel': '取消',
  'action.undo': '撤销',
  'action.done': '完成',
  'action.next': '下一步',
  'action.save': '保存',

  'keypad.name': '数字键盘',
  'keypad.delete': '删除',
  'money.show': '显示金额',
  'money.hide': '隐藏金额',
  'money.hidden': '金额已隐藏',

  'pin.title': '请输入支付密码',
  'pin.forgotten': '忘记支付密码？',
  'passkey.confirm': '用通行密钥确认',
  'passkey.why': '这笔操作需要您本人确认：用指纹、面容或锁屏密码即可，它们不会离开您的手机。',
  'passkey.use': '使用通行密钥',
  'passkey.missed': '没有完成确认，可以再试一次。',
  'result.help': '需要帮助？联系客服',
}
