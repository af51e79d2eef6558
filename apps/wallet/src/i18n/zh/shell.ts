export const shell = {
  'brand.name': '算盘钱包',
  'unit.points': '分',

  'shell.back': '返回',
  'shell.close': '关闭',
  'shell.chinese': '中文',
  'shell.english': 'English',

  'tab.name': '主导航',
  'tab.home': '首页',
  'tab.bills': '账单',
  'tab.messages': '消息',
  'tab.me': '我的',

  'state.loading': '正在加载',

  'problem.unreachable': '连接不到服务器，请检查网络后重试。',
  'problem.unexpected': '发生了意料之外的错误，请稍后再试。',
  'problem.code': '代码',
  'problem.requestId': '请求编号',
  'problem.retry': '重试',
  'problem.page': '页面未能打开',
  'problem.pageHint': '可能刚刚升级了版本，重新载入通常即可恢复。',
  'problem.reload': '重新载入',
  'notFound.title': '没有这个页面',
  'notFound.hint': '地址可能写错了，或内容已移到别处。',
  'notOffered.title': '本钱包未开通此功能',
  'notOffered.hint': '这项功能不在本钱包的服务范围内；其他功能不受影响。',
  'notFound.home': '回到首页',

  'time.today': '今天',
  'time.yesterday': '昨天',
  'list.more': '更多',
}
