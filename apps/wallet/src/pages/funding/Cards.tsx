import { AddOutline, BankcardOutline } from 'antd-mobile-icons'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { say } from '../../parts/state/say.ts'
import { useCardWords, type Card } from './card-words.ts'
import './funding.css'

/** The bound cards in the order of deduction, the first of them as it would lie in a purse. */
export function Cards(): ReactNode {
  const t = useT()
  const read = useRead('cards.list', api.cards.list, {})
  const [chosen, setChosen] = useState<string>()
  return (
    <Page
      title={t('cards.title')}
      side={
        <Link to="/cards/new" className="funding-add" aria-label={t('cards.add')}>
          <AddOutline />
        </Link>
      }
    >
      <Loaded read={read} bones={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing
              title={t('cards.none')}
              hint={t('cards.noneHint')}
              action={
                <ButtonLink to="/cards/new" look="main">
                  {t('cards.add')}
                </ButtonLink>
              }
            />
          ) : (
            <>
              <ul className="funding-cards">
                {items.map((card) => (
                  <Face key={card.id} card={card} onOpen={() => setChosen(card.id)} />
                ))}
              </ul>
              {items.length > 1 ? <p className="wt-rows-note">{t('cards.order')}</p> : null}
              <Manage
                cards={items}
                card={items.find(({ id }) => id === chosen)}
                onClose={() => setChosen(undefined)}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

function Face(props: { card: Card; onOpen: () => void }): ReactNode {
  const t = useT()
  const words = useCardWords()
  const { bank, kind, lastFour, isDefault } = props.card
  return (
    <li>
      <button
        type="button"
        className="wt-plain funding-card"
        data-kind={kind}
        aria-label={t('cards.manage', { card: words(props.card) })}
        onClick={props.onOpen}
      >
        <span className="funding-card-head">
          <BankcardOutline aria-hidden="true" />
          <span className="funding-card-bank">{bank}</span>
          {isDefault ? <span className="funding-card-default">{t('cards.default')}</span> : null}
        </span>
        <span className="funding-card-kind">{t(`cards.kind.${kind}`)}</span>
        <span className="funding-card-number sp-num">{`•••• ${lastFour}`}</span>
      </button>
    </li>
  )
}

function Manage(props: {
  cards: readonly Card[]
  card: Card | undefined
  onClose: () => void
}): ReactNode {
  const t = useT()
  const words = useCardWords()
  const [leaving, setLeaving] = useState(false)
  const { card, cards } = props
  const close = (): void => {
    setLeaving(false)
    props.onClose()
  }
  return (
    <Sheet
      open={card !== undefined}
      title={leaving ? t('cards.unbindTitle') : card ? words(card) : ''}
      onClose={close}
    >
      {card === undefined ? null : leaving ? (
        <Leave card={card} onDone={close} />
      ) : (
        <Places cards={cards} card={card} onDone={close} onLeave={() => setLeaving(true)} />
      )}
    </Sheet>
  )
}

/** What may be done with a card. */
function Places(props: {
  cards: readonly Card[]
  card: Card
  onDone: () => void
  onLeave: () => void
}): ReactNode {
  const t = useT()
  const order = useWrite(api.cards.order, ['cards.list'])
  const { id } = props.card
  const ids = props.cards.map((card) => card.id)
  const place = ids.indexOf(id)
  const moveTo = (to: number): void => {
    const cards = ids.filter((each) => each !== id)
    cards.splice(to, 0, id)
    const onSuccess = (): void => {
      say(t('cards.ordered'))
      props.onDone()
    }
    order.mutate({ body: { cards } }, { onSuccess })
  }
  return (
    <>
      {order.error ? <Failed error={order.error} /> : null}
      <Rows>
        {place > 0 ? <Row title={t('cards.makeDefault')} onClick={() => moveTo(0)} /> : null}
        {place > 1 ? <Row title={t('cards.moveUp')} onClick={() => moveTo(place - 1)} /> : null}
        <Row title={t('cards.unbind')} onClick={props.onLeave} />
      </Rows>
    </>
  )
}

/** Asks once more before a card goes. */
function Leave(props: { card: Card; onDone: () => void }): ReactNode {
  const t = useT()
  const words = useCardWords()
  const unbind = useWrite(api.cards.unbind, ['cards.list'])
  const onSuccess = (): void => {
    say(t('cards.unbound'))
    props.onDone()
  }
  return (
    <>
      {unbind.error ? <Failed error={unbind.error} /> : null}
      <p className="funding-which">{words(props.card)}</p>
      <Notice tone="warning">{t('cards.unbindWarning')}</Notice>
      <Button
        look="danger"
        busy={unbind.isPending}
        onClick={() => unbind.mutate({ params: { id: props.card.id } }, { onSuccess })}
      >
        {t('cards.unbindConfirm')}
      </Button>
      <Button onClick={props.onDone}>{t('action.cancel')}</Button>
    </>
  )
}
