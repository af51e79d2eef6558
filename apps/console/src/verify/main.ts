import { verifyReceipt } from '@suanpan/kernel/receipt'
import { paintRoot } from '@suanpan/ui/paint'
import base from '@suanpan/ui/base.css?inline'
import css from './verify.css?inline'
import { drawOutcome, element, type Outcome } from './page.ts'
import { saveOffline } from './save.ts'
import { texts, type Language, type TextKey } from './texts.ts'
import { browserTools } from './tools.ts'

const TYPING_MS = 120

const style = element('style')
style.textContent = base + css
document.head.append(style)

let language: Language = navigator.language.startsWith('zh') ? 'zh' : 'en'
let outcome: Outcome = { state: 'waiting' }
let checks = 0
const tools = browserTools()
const dark = window.matchMedia('(prefers-color-scheme: dark)')
const root = document.getElementById('verify') ?? document.body
const text = element('textarea')
const key = element('input')
const result = element('div')
result.setAttribute('aria-live', 'polite')

start()

function start(): void {
  const paint = (): void => paintRoot(document.documentElement, dark.matches ? 'dark' : 'light')
  dark.addEventListener('change', paint)
  paint()
  const given = new URLSearchParams(location.hash.slice(1))
  text.value = pretty(given.get('receipt') ?? '')
  key.value = given.get('key') ?? ''
  let timer: ReturnType<typeof setTimeout> | undefined
  for (const field of [text, key]) {
    field.spellcheck = false
    field.addEventListener('input', () => {
      clearTimeout(timer)
      timer = setTimeout(() => void check(), TYPING_MS)
    })
  }
  acceptDrops()
  draw()
  void check()
}

async function check(): Promise<void> {
  const number = ++checks
  const found = await judge()
  // A slower check of an older text must not overwrite the newer one.
  if (number !== checks) return
  outcome = found
  result.replaceChildren(drawOutcome(outcome, language))
}

async function judge(): Promise<Outcome> {
  if (!text.value.trim()) return { state: 'waiting' }
  if (!tools) return { state: 'no-crypto' }
  let receipt: unknown
  try {
    receipt = JSON.parse(text.value)
  } catch {
    return { state: 'unreadable' }
  }
  const publicKey = key.value.trim()
  try {
    const verification = await verifyReceipt(receipt, tools, publicKey ? { publicKey } : {})
    return {
      state: 'checked',
      verification,
      receipt: verification.steps[0]?.outcome === 'passed' ? receipt : undefined,
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError')
      return { state: 'no-crypto' }
    throw error
  }
}

function draw(): void {
  const say = (name: TextKey): string => texts[name][language]
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = say('title')
  const page = element('main', 'verify')
  const head = element('header')
  head.append(element('h1', '', say('title')), languageButton())
  page.append(head, element('p', 'lead', say('lead')))
  const columns = element('div', 'verify-columns')
  columns.append(inputs(say), result)
  page.append(columns)
  if (location.protocol !== 'file:') {
    const save = element('button', 'plain', say('save'))
    save.addEventListener('click', () => void saveOffline(say('title')))
    const foot = element('footer')
    foot.append(save)
    page.append(foot)
  }
  root.replaceChildren(page)
  result.replaceChildren(drawOutcome(outcome, language))
}

function inputs(say: (name: TextKey) => string): HTMLElement {
  const box = element('div', 'verify-inputs')
  const label = element('label', '', say('receipt'))
  text.id = 'receipt'
  label.htmlFor = text.id
  const file = element('input')
  file.type = 'file'
  file.accept = '.json,application/json'
  file.addEventListener('change', () => void take(file.files?.[0]))
  const choose = element('label', 'choose')
  choose.append(element('span', '', say('choose')), file)
  const drop = element('p', 'drop', `${say('drop')} `)
  drop.append(choose)
  const keyLabel = element('label', '', say('key'))
  key.id = 'key'
  keyLabel.htmlFor = key.id
  box.append(label, text, drop, keyLabel, key, element('p', 'muted', say('keyHint')))
  return box
}

function languageButton(): HTMLElement {
  const button = element('button', 'plain', texts.language[language])
  button.addEventListener('click', () => {
    language = language === 'zh' ? 'en' : 'zh'
    draw()
  })
  return button
}

function acceptDrops(): void {
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    void take(event.dataTransfer?.files[0])
  })
}

async function take(file: File | undefined): Promise<void> {
  if (!file) return
  text.value = await file.text()
  await check()
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}
