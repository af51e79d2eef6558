import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, useWrite } from '../../../data/queries.ts'
import { codeOf } from '../../../data/problem.ts'
import { useT, type Translate } from '../../../i18n/index.ts'
import { ConfirmSheet } from '../../../parts/act/ConfirmSheet.tsx'
import { useProof } from '../../../parts/act/proof.tsx'
import { Owned } from '../../../parts/money/Money.tsx'
import { ButtonLink } from '../../../parts/page/Button.tsx'
import { Choice } from '../../../parts/page/Choice.tsx'
import { Notice } from '../../../parts/page/Notice.tsx'
import { Row, Rows } from '../../../parts/page/Rows.tsx'
import { BudgetLines } from '../BudgetNotes.tsx'
import { methodOf } from '../method.ts'
import type { Quote } from './use-quote.ts'
import './quoted.css'

const CHANGES = ['me.holdings', 'bills.list', 'myCheckouts.get']
const ANEW = new Set(['quote_expired', 'quote_changed'])

/** What will be paid to whom and from where; paid is exactly this, once. */
export function Confirm(props: {
  quote: Quote
  ask: (source?: string) => void
  busy: boolean
  /** Why the last question was refused. */
  asked: unknown
  /** What is paid for, where the shop said it. */
  what?: string
  onClose: () => void
}): ReactNode {
  const t = useT()
  const { quote, ask, what } = props
  const navigate = useNavigate()
  const pay = usePay(quote)
  const chosen = chosenOf(quote)
  const short = chosen === 'balance' && BigInt(quote.balance) < BigInt(quote.amount)
  const send = (): void =>
    pay.mutate(undefined, {
      onSuccess: (paid) => paid && void navigate(`/payments/${paid.id}`, { replace: true }),
      // What was shown is no longer so: it is shown anew, and paid only after another tap.
      onError: (error) => ANEW.has(codeOf(error)) && ask(chosen),
    })
  return (
    <ConfirmSheet
      open
      title={t('quoted.confirm')}
      payee={t('quoted.payTo', { name: quote.payee.name })}
      amount={{ amount: quote.amount, asset: quote.asset }}
      lines={what === undefined ? [] : [{ label: t('checkout.what'), value: what }]}
      warning={quote.warnings.length > 0 ? <BudgetLines items={quote.warnings} /> : undefined}
      action={t('quoted.pay')}
      busy={pay.isPending || props.busy}
      disabled={short}
      error={pay.error ?? props.asked}
      onConfirm={send}
      onClose={props.onClose}
    >
      <Source quote={quote} chosen={chosen} onChoose={ask} />
      {short ? <Short /> : null}
    </ConfirmSheet>
  )
}

function usePay({ id, quote, payee, amount, asset }: Quote) {
  const prove = useProof()
  return useWrite(
    () =>
      prove(
        (proof) =>
          api.myPayments.create({
            body: { quote, ...(proof && { proof }) },
            // The quote's own id: it is paid once, however often it is sent.
            idempotencyKey: id,
          }),
        { payee: payee.name, amount: { amount, asset } },
      ),
    CHANGES,
  )
}

function Source(props: {
  quote: Quote
  chosen: string
  onChoose: (source: string) => void
}): ReactNode {
  const t = useT()
  const { quote, chosen } = props
  const [open, setOpen] = useState(false)
  const several = quote.choices.length > 1
  return (
    <>
      <Rows>
        <Row
          title={t('pay.method')}
          value={methodOf(quote.sources, t)}
          {...(several && { onClick: () => setOpen(true) })}
        />
        {chosen === 'balance' ? (
          <Row
            title={t('pay.balanceNow')}
            value={<Owned value={{ amount: quote.balance, asset: quote.asset }} />}
          />
        ) : null}
      </Rows>
      <Choice
        open={open}
        title={t('pay.method')}
        value={chosen}
        options={quote.choices.map((each) => optionOf(each, t))}
        onChoose={props.onChoose}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

function optionOf({ source, label, enough }: Quote['choices'][number], t: Translate) {
  const note = enough ? undefined : t('quoted.short')
  return { value: source, label: label ?? t('pay.balance'), note }
}

/** The source that the quote was made with. */
function chosenOf({ sources, choices }: Quote): string {
  const [part] = sources
  return choices.find(({ label }) => label === (part?.label ?? null))?.source ?? 'balance'
}

function Short(): ReactNode {
  const t = useT()
  return (
    <Notice
      tone="warning"
      action={
        <ButtonLink small to="/top-up">
          {t('home.topUp')}
        </ButtonLink>
      }
    >
      {t('quoted.shortHint')}
    </Notice>
  )
}
