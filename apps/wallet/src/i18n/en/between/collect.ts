import type { collect as zh } from '../../zh/between/collect.ts'

export const collect: Record<keyof typeof zh, string> = {
  'collect.title': 'Collect',
  'collect.qr': 'Collection code',
  'collect.scan': 'Let somebody scan it to send you money',
  'collect.unnamed': 'Once your name is verified, payers see it',
  'collect.set': 'Set amount and note',
  'collect.change': 'Change amount and note',
  'collect.clear': 'Clear amount and note',
  'collect.amount': 'Amount to collect',
  'collect.note': 'Note (optional)',
  'collect.noteHint': 'The payer sees it after scanning',
  'collect.save': 'Save as image',
  'collect.saved': 'Image saved',
  'collect.copy': 'Copy the link',
  'collect.copied': 'Link copied',
  'collect.copyByHand': 'Mark the link and copy it',
  'collect.link': 'Collection link',
  'collect.rules':
    'A personal code is for friends who meet: a payer can pay 500 yuan a day by it. For a business ask for a merchant code; a stranger who wants to borrow your code is a fraud.',
  'collect.renew': 'Renew the code',
  'collect.renewHint': 'Every code, image and link you gave out before is void then.',
  'collect.renewed': 'Renewed: the old codes are void',
  'collect.fixed': 'The amount that the payee asks for',
}
