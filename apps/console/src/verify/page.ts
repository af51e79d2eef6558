import type { CheckedStep, Receipt, Verification } from '@suanpan/kernel/receipt'
import { formatAmount } from '@suanpan/ui/format'
import { texts, type Language, type TextKey } from './texts.ts'

export type Outcome =
  | { state: 'waiting' }
  | { state: 'unreadable' }
  | { state: 'no-crypto' }
  | { state: 'checked'; verification: Verification; receipt: unknown }

/** Draws what came out of a check; only ever as text, because a receipt is written by strangers. */
export function drawOutcome(outcome: Outcome, language: Language): HTMLElement {
  const say = (key: TextKey): string => texts[key][language]
  if (outcome.state === 'waiting') return banner('quiet', say('waiting'), say('waitingHint'))
  if (outcome.state === 'unreadable') return banner('bad', say('bad'), say('notJson'))
  if (outcome.state === 'no-crypto') return banner('bad', say('bad'), say('noCrypto'))
  const { verification, receipt } = outcome
  const box = element('div', 'verify-result')
  const good = verification.ok
  const hint = good ? say(verification.keyTrusted ? 'goodTrusted' : 'goodSelf') : say('badHint')
  box.append(banner(good ? 'good' : 'bad', say(good ? 'good' : 'bad'), hint))
  const steps = element('ol', 'verify-steps')
  for (const step of verification.steps) steps.append(drawStep(step, language))
  box.append(steps)
  if (isShowable(receipt)) box.append(drawReceipt(receipt, language))
  return box
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text) made.textContent = text
  return made
}

function banner(tone: 'good' | 'bad' | 'quiet', title: string, hint: string): HTMLElement {
  const box = element('div', `verify-banner verify-${tone}`)
  box.setAttribute('role', tone === 'bad' ? 'alert' : 'status')
  box.append(element('strong', '', title), element('span', '', hint))
  return box
}

function drawStep(step: CheckedStep, language: Language): HTMLElement {
  const line = element('li', `verify-step verify-step-${step.outcome}`)
  line.dataset['step'] = step.step
  line.dataset['outcome'] = step.outcome
  const head = element('div', 'verify-step-head')
  head.append(
    element('strong', '', step.title[language]),
    element('span', 'verify-mark', texts[step.outcome][language]),
  )
  line.append(head, element('p', '', step.detail[language]))
  return line
}

function drawReceipt(receipt: Receipt, language: Language): HTMLElement {
  const say = (key: TextKey): string => texts[key][language]
  const box = element('section', 'verify-shown')
  box.append(element('h2', '', say('shown')))
  const facts = element('dl', 'facts')
  const { posting } = receipt
  const pairs: [TextKey, string][] = [
    ['posting', posting.id],
    ['kind', posting.kind],
    ['date', posting.businessDate],
    ['booked', posting.bookedAt],
  ]
  for (const [key, value] of pairs) {
    const pair = element('div')
    pair.append(element('dt', '', say(key)), element('dd', '', value))
    facts.append(pair)
  }
  box.append(facts, drawEntries(receipt, language))
  return box
}

function drawEntries(receipt: Receipt, language: Language): HTMLElement {
  const say = (key: TextKey): string => texts[key][language]
  const scroll = element('div', 'verify-scroll')
  const table = element('table')
  const head = table.createTHead().insertRow()
  for (const key of ['account', 'amount', 'balance'] as const)
    head.append(element('th', key === 'account' ? '' : 'number', say(key)))
  const body = table.createTBody()
  for (const entry of receipt.entries) {
    const row = body.insertRow()
    if (typeof entry === 'string') {
      const cell = element('td', 'muted', say('hidden'))
      cell.colSpan = 3
      row.append(cell)
      continue
    }
    row.append(
      element('td', 'mono', entry.address),
      element('td', 'number', formatAmount(entry.amount, entry.asset, { plus: true })),
      element('td', 'number', formatAmount(entry.balance, entry.asset)),
    )
  }
  scroll.append(table)
  return scroll
}

// The verifier's first step has checked every member; a receipt that failed it is not drawn.
function isShowable(value: unknown): value is Receipt {
  return typeof value === 'object' && value !== null && 'posting' in value && 'entries' in value
}
