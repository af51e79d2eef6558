import { Amount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, newIdempotencyKey, useRead } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { ConfirmSheet } from '../../parts/act/ConfirmSheet.tsx'
import { useProof } from '../../parts/act/proof.tsx'
import { AmountField } from '../../parts/money/AmountField.tsx'
import { CNY, minorOf } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field, Tick } from '../../parts/page/Field.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Segments } from '../../parts/page/Segments.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import './redpackets.css'

const KINDS = ['random', 'equal'] as const
type Kind = (typeof KINDS)[number]
const SHARE_MAX = 200_00n
const SHARES_MAX = 100

type Draft = { kind: Kind; shares: number; amount: bigint; greeting: string; guests: string[] }

/** How it is shared, among how many, how much, and a word with it. */
export function Send(): ReactNode {
  const t = useT()
  const label = useLabel()
  const [kind, setKind] = useState<Kind>('random')
  const [text, setText] = useState('')
  const [words, setWords] = useState<Words>({ count: '', greeting: '', guests: [] })
  const [draft, setDraft] = useState<Draft>()
  const { guests } = words
  const shares = guests.length > 0 ? guests.length : sharesOf(words.count)
  const each = minorOf(text) ?? 0n
  const amount = kind === 'equal' ? each * BigInt(shares) : each
  const problem = problemOf(amount, shares)
  const ready = amount > 0n && shares > 0 && problem === undefined
  const greeting = words.greeting.trim()
  return (
    <Page
      title={t('redpackets.new')}
      back="/red-packets"
      foot={
        <Button
          look="main"
          disabled={!ready}
          onClick={() => setDraft({ kind, shares, amount, greeting, guests })}
        >
          {t('action.next')}
        </Button>
      }
    >
      <Segments
        label={t('redpackets.how')}
        value={kind}
        options={KINDS.map((value) => ({ value, label: label('redpackets.kind', value) }))}
        onChoose={setKind}
      />
      <AmountField
        label={kind === 'equal' ? t('redpackets.each') : t('redpackets.total')}
        value={text}
        onChange={setText}
        hint={
          kind === 'equal' && ready ? (
            <>
              {t('redpackets.inAll')} <Amount value={{ amount: String(amount), asset: CNY }} />
            </>
          ) : (
            label('redpackets.kindHint', kind)
          )
        }
        error={problem && t(problem)}
      >
        <ForWhom words={words} onChange={setWords} />
      </AmountField>
      {draft ? <Confirm {...draft} onClose={() => setDraft(undefined)} /> : null}
    </Page>
  )
}

type Words = { count: string; greeting: string; guests: string[] }

function ForWhom(props: { words: Words; onChange: (words: Words) => void }): ReactNode {
  const t = useT()
  const { words, onChange } = props
  const { guests } = words
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <Rows>
        <Row
          title={t('redpackets.whom')}
          value={
            guests.length > 0
              ? t('redpackets.people', { people: guests.length })
              : t('redpackets.anyone')
          }
          onClick={() => setChoosing(true)}
        />
      </Rows>
      {guests.length > 0 ? null : (
        <Field
          label={t('redpackets.shares')}
          value={words.count}
          onChange={(value) => onChange({ ...words, count: value.replace(/[^0-9]/g, '') })}
          keys="numeric"
          maxLength={3}
          placeholder={t('redpackets.sharesHint')}
        />
      )}
      <Field
        label={t('redpackets.greeting')}
        value={words.greeting}
        onChange={(greeting) => onChange({ ...words, greeting })}
        maxLength={40}
        placeholder={t('redpackets.greetingHint')}
      />
      <Guests
        open={choosing}
        chosen={guests}
        onChoose={(people) => onChange({ ...words, guests: people })}
        onClose={() => setChoosing(false)}
      />
    </>
  )
}

function sharesOf(count: string): number {
  return /^[1-9][0-9]{0,2}$/.test(count) ? Number(count) : 0
}

/** What the server would refuse, said while it is typed. */
function problemOf(amount: bigint, shares: number) {
  if (shares > SHARES_MAX) return 'redpackets.tooMany' as const
  if (amount === 0n || shares === 0) return undefined
  if (amount > BigInt(shares) * SHARE_MAX) return 'redpackets.tooMuch' as const
  if (amount < BigInt(shares)) return 'redpackets.tooLittle' as const
  return undefined
}

/** Anybody who has the link, or people whom money moved to or from lately. */
function Guests(props: {
  open: boolean
  chosen: string[]
  onChoose: (people: string[]) => void
  onClose: () => void
}): ReactNode {
  const t = useT()
  const { chosen, onChoose } = props
  const read = useRead('contacts.list', api.contacts.list, {}, { enabled: props.open })
  const tick = (person: string, wanted: boolean): void =>
    onChoose(wanted ? [...chosen, person] : chosen.filter((each) => each !== person))
  return (
    <Sheet open={props.open} title={t('redpackets.whom')} onClose={props.onClose}>
      <p className="wt-rows-note">{t('redpackets.whomHint')}</p>
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('transfer.noContacts')} hint={t('transfer.noContactsHint')} />
          ) : (
            <div className="wt-card redpackets-guests">
              {items.map(({ person, name, phone }) => (
                <Tick
                  key={person}
                  checked={chosen.includes(person)}
                  onChange={(wanted) => tick(person, wanted)}
                >
                  {name ?? t('redpackets.unnamed')} {phone ? <small>{phone}</small> : null}
                </Tick>
              ))}
            </div>
          )
        }
      </Loaded>
      <Button look="main" onClick={props.onClose}>
        {t('action.done')}
      </Button>
    </Sheet>
  )
}

function Confirm(props: Draft & { onClose: () => void }): ReactNode {
  const { kind, shares, greeting, guests } = props
  const t = useT()
  const label = useLabel()
  const prove = useProof()
  const navigate = useNavigate()
  // One key while the sheet is open: a second tap is the same packet.
  const [key] = useState(newIdempotencyKey)
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const amount = { amount: String(props.amount), asset: CNY }
  const words = { ...(greeting && { greeting }), ...(guests.length > 0 && { guests }) }
  const send = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const sent = await prove(
        (proof) =>
          api.redPackets.create({
            body: { kind, shares, amount, ...words, ...(proof && { proof }) },
            idempotencyKey: key,
          }),
        { payee: t('redpackets.one'), amount },
      )
      if (sent) await navigate(`/red-packets/${sent.id}`, { replace: true })
    } catch (refused) {
      setError(refused)
    }
    setBusy(false)
  }
  return (
    <ConfirmSheet
      open
      title={t('redpackets.confirm')}
      payee={label('redpackets.kind', kind)}
      amount={amount}
      lines={[
        { label: t('redpackets.shares'), value: t('redpackets.count', { shares }) },
        {
          label: t('redpackets.whom'),
          value:
            guests.length > 0
              ? t('redpackets.people', { people: guests.length })
              : t('redpackets.anyone'),
        },
        ...(greeting ? [{ label: t('redpackets.greeting'), value: greeting }] : []),
        { label: t('redpackets.untaken'), value: t('redpackets.untakenHint') },
      ]}
      warning={guests.length > 0 ? undefined : t('redpackets.linkWarning')}
      action={t('redpackets.send')}
      busy={busy}
      error={error}
      onConfirm={() => void send()}
      onClose={props.onClose}
    />
  )
}
