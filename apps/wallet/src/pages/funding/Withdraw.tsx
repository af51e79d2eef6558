import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ConfirmSheet } from '../../parts/act/ConfirmSheet.tsx'
import { useProof } from '../../parts/act/proof.tsx'
import { AmountField } from '../../parts/money/AmountField.tsx'
import { Owned } from '../../parts/money/Money.tsx'
import { CNY, minorOf, textOf } from '../../parts/money/typed.ts'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { momentOf } from '../../parts/time/dates.ts'
import { useZone } from '../../session/session.ts'
import { When } from '../../parts/time/When.tsx'
import { CardField } from './CardField.tsx'
import { useCardWords, type Card } from './card-words.ts'
import { OpenWithdrawals } from './OpenWithdrawals.tsx'
import './funding.css'

type Terms = ResponseOf<Routes['withdrawals']['terms']>
type Quote = ResponseOf<Routes['withdrawals']['create']>

/** From the wallet to a card; the fee is shown before anything is asked. */
export function Withdraw(): ReactNode {
  const t = useT()
  const cards = useRead('cards.list', api.cards.list, {})
  const terms = useRead('withdrawals.terms', api.withdrawals.terms, { query: { asset: CNY } })
  const debit = cards.data?.items.filter(({ kind }) => kind === 'debit') ?? []
  if (cards.data && debit.length === 0) {
    return (
      <Page title={t('withdraw.title')}>
        <Nothing
          title={t('cards.none')}
          hint={t('cards.noneHint')}
          action={
            <ButtonLink to="/cards/new" look="main">
              {t('cards.add')}
            </ButtonLink>
          }
        />
      </Page>
    )
  }
  return (
    <Loaded read={cards}>
      {() => <Loaded read={terms}>{(found) => <Form cards={debit} terms={found} />}</Loaded>}
    </Loaded>
  )
}

function Form(props: { cards: readonly Card[]; terms: Terms }): ReactNode {
  const t = useT()
  const { terms } = props
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Card>()
  const [quote, setQuote] = useState<Quote>()
  const ask = useWrite(api.withdrawals.create, ['withdrawals.terms'])
  const card = chosen ?? props.cards[0]
  const amount = minorOf(text)
  const error = problemOf(amount, terms)
  const next = (): void => {
    if (!card || amount === undefined) return
    const body = { card: card.id, amount: { amount: String(amount), asset: CNY } }
    // What it would cost, asked of the server: it alone knows what is left of the free quota.
    ask.mutate({ query: { dryRun: 'true' }, body }, { onSuccess: setQuote })
  }
  return (
    <Page
      title={t('withdraw.title')}
      foot={
        <Button
          look="main"
          busy={ask.isPending}
          disabled={amount === undefined || amount === 0n || error !== undefined}
          onClick={next}
        >
          {t('withdraw.next')}
        </Button>
      }
    >
      {terms.owed === '0' ? null : (
        <Notice tone="warning">
          {t('withdraw.owed')} <Amount value={terms.owed} asset={terms.asset} />
        </Notice>
      )}
      <CardField title={t('withdraw.to')} cards={props.cards} value={card} onChoose={setChosen} />
      {ask.error ? <Failed error={ask.error} /> : null}
      <AmountField
        label={t('withdraw.amount')}
        value={text}
        onChange={setText}
        hint={<Hint terms={terms} onAll={setText} />}
        error={error === undefined ? undefined : t(error)}
      >
        <p className="wt-rows-note">{t('withdraw.rule')}</p>
      </AmountField>
      <OpenWithdrawals />
      {card && quote ? (
        <Confirm
          key={`${quote.amount} ${quote.fee} ${card.id}`}
          quote={quote}
          card={card}
          onClose={() => setQuote(undefined)}
        />
      ) : null}
    </Page>
  )
}

function problemOf(
  amount: bigint | undefined,
  { largest, minimum }: Terms,
): 'withdraw.tooMuch' | 'withdraw.tooLittle' | undefined {
  if (amount === undefined || amount === 0n) return undefined
  if (amount > BigInt(largest.amount)) return 'withdraw.tooMuch'
  return amount < BigInt(minimum) ? 'withdraw.tooLittle' : undefined
}

function Hint(props: { terms: Terms; onAll: (text: string) => void }): ReactNode {
  const t = useT()
  const { available, asset, largest, freeLeft } = props.terms
  return (
    <span className="funding-hint">
      <span>
        {t('withdraw.available')} <Owned value={{ amount: available, asset }} />
      </span>
      {largest.amount === '0' ? null : (
        <button
          type="button"
          className="wt-plain funding-all"
          onClick={() => props.onAll(textOf(BigInt(largest.amount)))}
        >
          {t('withdraw.all')}
        </button>
      )}
      <span>
        {t('withdraw.free')} <Amount value={freeLeft} asset={asset} />
      </span>
    </span>
  )
}

function Confirm(props: { quote: Quote; card: Card; onClose: () => void }): ReactNode {
  const t = useT()
  const words = useCardWords()
  const navigate = useNavigate()
  const prove = useProof()
  // One key for this sheet: what is tried again is the same withdrawal.
  const [key] = useState(newIdempotencyKey)
  const zone = useZone()
  const { amount, fee, asset, expectedAt, review } = props.quote
  const value = { amount, asset }
  const write = useWrite(
    () =>
      prove(
        (proof) =>
          api.withdrawals.create({
            query: {},
            body: { card: props.card.id, amount: value, fee, ...(proof && { proof }) },
            idempotencyKey: key,
          }),
        { payee: words(props.card), amount: value },
      ),
    ['withdrawals.terms', 'withdrawals.list', 'me.holdings'],
  )
  const send = (): void =>
    write.mutate(undefined, {
      onSuccess: (made) => {
        if (made?.id) void navigate(`/withdraw/${made.id}`, { replace: true })
      },
    })
  return (
    <ConfirmSheet
      open
      title={t('withdraw.confirm')}
      payee={words(props.card)}
      amount={value}
      lines={[
        {
          label: t('withdraw.fee'),
          value: fee === '0' ? t('withdraw.noFee') : <Amount value={fee} asset={asset} />,
        },
        {
          label: t('withdraw.total'),
          value: <Amount value={BigInt(amount) + BigInt(fee)} asset={asset} />,
        },
        { label: t('withdraw.arrival'), value: <When at={expectedAt} /> },
      ]}
      {...(review && {
        warning: t('withdraw.willReview', { time: momentOf(review.until, zone) }),
      })}
      action={t('withdraw.confirm')}
      busy={write.isPending}
      error={write.error ?? undefined}
      onConfirm={send}
      onClose={props.onClose}
    />
  )
}
