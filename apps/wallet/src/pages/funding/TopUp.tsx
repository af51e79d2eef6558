import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { AmountField } from '../../parts/money/AmountField.tsx'
import { CNY, minorOf, textOf } from '../../parts/money/typed.ts'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { CardField } from './CardField.tsx'
import type { Card } from './card-words.ts'
import './funding.css'

const QUICK = [100_00n, 200_00n, 500_00n, 1_000_00n] as const

/** From a card into the wallet: how much, from which card. */
export function TopUp(): ReactNode {
  const t = useT()
  const read = useRead('cards.list', api.cards.list, {})
  return (
    <Loaded read={read}>
      {({ items }) =>
        items.some(({ kind }) => kind === 'debit') ? (
          <Form cards={items.filter(({ kind }) => kind === 'debit')} />
        ) : (
          <Page title={t('topup.title')}>
            {items.length > 0 ? <Notice tone="warning">{t('topup.noDebit')}</Notice> : null}
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
    </Loaded>
  )
}

function Form(props: { cards: readonly Card[] }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Card>()
  // One key for one wish: pressed twice, or sent again by a bad line, it is one order.
  const [key, setKey] = useState(newIdempotencyKey)
  const write = useWrite(api.myTopUps.create, ['myTopUps.list'])
  const card = chosen ?? props.cards[0]
  const amount = minorOf(text) ?? 0n
  const change = (next: string): void => {
    setText(next)
    setKey(newIdempotencyKey())
  }
  const send = (): void => {
    if (!card) return
    const body = { card: card.id, amount: { amount: String(amount), asset: CNY } }
    write.mutate(
      { body, idempotencyKey: key },
      { onSuccess: ({ id }) => void navigate(`/top-up/${id}`, { replace: true }) },
    )
  }
  return (
    <Page
      title={t('topup.title')}
      foot={
        <Button look="main" busy={write.isPending} disabled={amount <= 0n} onClick={send}>
          {t('topup.submit')}
        </Button>
      }
    >
      <CardField
        title={t('topup.from')}
        cards={props.cards}
        value={card}
        onChoose={(next) => {
          setChosen(next)
          setKey(newIdempotencyKey())
        }}
      />
      {write.error ? <Failed error={write.error} /> : null}
      <AmountField label={t('topup.amount')} value={text} onChange={change}>
        <div className="funding-quick">
          {QUICK.map((each) => (
            <Button key={String(each)} small onClick={() => change(textOf(each))}>
              {`\u00a5${textOf(each)}`}
            </Button>
          ))}
        </div>
      </AmountField>
    </Page>
  )
}
