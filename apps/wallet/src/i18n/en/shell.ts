export const shell = {
  'brand.name': 'Suanpan Wallet',
  'unit.points': 'pts',

  'shell.back': 'Back',
  'shell.close': 'Close',
  'shell.chinese': '中文',
  'shell.english': 'English',

  'tab.name': 'Main navigation',
  'tab.home': 'Home',
  'tab.bills': 'Bills',
  'tab.messages': 'Messages',
  'tab.me': 'Me',

  'state.loading': 'Loading',

  'problem.unreachable': 'The server cannot be reached. Check the network and try again.',
  'problem.unexpected': 'Something unexpected went wrong. Please try again later.',
  'problem.code': 'Code',
  'problem.requestId': 'Request id',
  'problem.retry': 'Try again',
  'problem.page': 'The page could not be opened',
  'problem.pageHint': 'A new version may have just been installed; loading again usually helps.',
  'problem.reload': 'Load again',
  'notFound.title': 'There is no such page',
  'notFound.hint': 'The address may be mistyped, or what was here has moved.',
  'notOffered.title': 'This wallet does not offer that',
  'notOffered.hint': 'It is not among the services of this wallet; everything else works as usual.',
  'notFound.home': 'Back to home',

  'time.today': 'Today',
  'time.yesterday': 'Yesterday',
  'list.more': 'More',
}
