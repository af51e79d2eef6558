export const help = {
  'help.title': 'Help and safety lessons',
  'help.questions': 'What people ask',
  'help.lessons': 'Safety lessons',
  'help.lessonsHint':
    'Each takes less than a minute. One sentence is enough: PINs and codes go to nobody.',
  'help.service': 'Write to us',
  'help.freeze': 'To the security centre: freeze the wallet in one tap',
  'help.part.what': 'What happens',
  'help.part.signs': 'How you see it',
  'help.part.act': 'What to do',

  'help.arrive.asked': 'When does money arrive?',
  'help.arrive.answer':
    'A payment reaches the shop at once. For a transfer you choose: now, after 2 hours or after 24 hours; until it arrives you can take it back. Top-ups and withdrawals wait for the bank: the page says “processing” until the bank has answered.',
  'help.wrong.asked': 'I sent money to the wrong person',
  'help.wrong.answer':
    'If you chose a later arrival, open the transfer and take it back before it arrives. If it has arrived, ask them to return it; if they refuse, keep the receipt and go to the police. We cannot take money out of somebody else’s account.',
  'help.limit.asked': 'Why does it say that a limit is reached?',
  'help.limit.answer':
    'Limits come from your real-name class and from the locks you set. The message names the limit, how much of it is used and when it resets. A higher class has higher limits.',
  'help.pin.asked': 'I forgot my pay PIN',
  'help.pin.answer':
    'Set a new one in the security centre with a passkey; the old PIN is not needed. So add a passkey early.',
  'help.phone.asked': 'I have a new phone or a new number',
  'help.phone.answer':
    'A new phone: sign in with a passkey, or with number, code and pay PIN; limits are lower for the first 24 hours. Before you change your number, sign in on the old phone. Whoever gets your old number cannot open your account by message alone.',
  'help.points.asked': 'How do points come, and when do they expire?',
  'help.points.answer':
    'They come by themselves after a payment; the points page lists where each came from. Each lot has its last day, and the earliest is spent first. A refund takes back what its payment earned.',

  'lesson.impostor.title': 'Calls from “support” or “the police”',
  'lesson.impostor.what':
    'They know your name and your order. They say that your account is suspected, or that a fee is due, and have you move the money to a “safe account”, or install an app that shares your screen.',
  'lesson.impostor.signs':
    'They called you, it is urgent, you must not tell your family, and it ends with a transfer, a code or a shared screen. There is no such thing as a safe account.',
  'lesson.impostor.act':
    'Hang up. Call the published number or the police yourself. If your screen is shared, stop sharing first.',
  'lesson.refund.title': '“Refunds” that ask you to act first',
  'lesson.refund.what':
    'They promise double compensation for something you bought and have you scan a code, take out a loan or send a “verification amount”. The money is gone.',
  'lesson.refund.signs':
    'A real refund returns the way the money came. It needs no code, no scan and not one cent in advance.',
  'lesson.refund.act':
    'Ask for refunds only where you ordered. Your bills show every refund on its way; what is not there does not exist.',
  'lesson.codes.title': 'Your pay code and one-time codes are keys',
  'lesson.codes.what':
    'Somebody wants a picture of your pay code “to pay you”, or has you read out its 18 digits. They scan it in a shop, and your money has paid.',
  'lesson.codes.signs':
    'To be paid one shows a collection code. Whoever asks for your pay code, its digits or a one-time code wants your money.',
  'lesson.codes.act':
    'Show it only to the till in front of you. If it is out, open the pay code page: a fresh code ends the old one at once.',
  'lesson.task.title': 'Click jobs and lending your codes',
  'lesson.task.what':
    'First there is a small reward; then you advance large amounts for “tasks”, or money of others runs through your codes. The first never comes back; the second moves stolen money.',
  'lesson.task.signs': 'Easy commission, money in advance, or a wish to use your codes or cards.',
  'lesson.task.act':
    'Do not join, lend or advance. If you did: stop, keep the messages and call the police. Whoever lends their codes is liable too.',
  'lesson.friend.title': 'An “old friend” needs money',
  'lesson.friend.what':
    'An account was stolen, or a voice or a video imitated; they ask for a loan or a favour, not large, but urgent.',
  'lesson.friend.signs':
    'They write unlike themselves, will not take a call, and the name of the payee does not match.',
  'lesson.friend.act':
    'Call them and ask what only the two of you know. Look at the real name on the confirm sheet, and send a first transfer with arrival after 24 hours.',
  'lesson.lending.title': 'An account is not for rent',
  'lesson.lending.what':
    'Somebody offers money for the use of your wallet, bank card or SIM card. Money of fraud will run through it; it will be frozen, and you will be asked about it.',
  'lesson.lending.signs': '“Only for a few days”, “it is all legal”, “I take the blame”.',
  'lesson.lending.act':
    'Refuse. If you did lend it, freeze the wallet in the security centre now and tell us and the police.',
  'lesson.lost.title': 'A lost phone',
  'lesson.lost.what':
    'Whoever finds it tries the screen lock first, then codes by message and weak PINs.',
  'lesson.lost.signs':
    'Birthdays, 123456 and the end of your number are weak. We refuse them; do not use them elsewhere.',
  'lesson.lost.act':
    'Sign in on another phone and tap “Freeze now”: within a second nothing can be paid from any device. Then have the SIM card blocked and remove the old phone from your devices.',
  'lesson.family.title': 'Looking after parents',
  'lesson.family.what':
    'Older people meet miracle cures, pension investments and “your grandson is in trouble” more often, and are told to keep it from the family.',
  'lesson.family.signs':
    'Sudden transfers to strangers, talk of an inside project, no wish to say where money went.',
  'lesson.family.act':
    'Set up elder mode for them, and the locks for nights, large amounts and new payees. Agree on a call before anything large.',
}
