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
  const order = useWrite(api.cards.order, ['cards.list'])
  const unbind = useWrite(api.cards.unbind, ['cards.list'])
  const { card, cards } = props
  const close = (): void => {
    setLeaving(false)
    order.reset()
    unbind.reset()
    props.onClose()
  }
  const place = cards.findIndex(({ id }) => id === card?.id)
  const moveTo = (to: number): void => {
    const ids = cards.map(({ id }) => id).filter((id) => id !== card?.id)
    ids.splice(to, 0, card?.id ?? '')
    order.mutate(
      { body: { cards: ids } },
      {
        onSuccess: () => {
          say(t('cards.ordered'))
          close()
        },
      },
    )
  }
  const remove = (): void =>
    unbind.mutate(
      { params: { id: card?.id ?? '' } },
      {
        onSuccess: () => {
          say(t('cards.unbound'))
          close()
        },
      },
    )
  const title = card ? words(card) : ''
  const error = order.error ?? unbind.error
  return (
    <Sheet
      open={card !== undefined}
      title={leaving ? t('cards.unbindTitle') : title}
      onClose={close}
    >
      {error ? <Failed error={error} /> : null}
      {leaving ? (
        <>
          <p className="funding-which">{title}</p>
          <Notice tone="warning">{t('cards.unbindWarning')}</Notice>
          <Button look="danger" busy={unbind.isPending} onClick={remove}>
            {t('cards.unbindConfirm')}
          </Button>
          <Button onClick={close}>{t('action.cancel')}</Button>
        </>
      ) : (
        <Rows>
          {place > 0 ? (
            <>
              <Row title={t('cards.makeDefault')} onClick={() => moveTo(0)} />
              {place > 1 ? (
                <Row title={t('cards.moveUp')} onClick={() => moveTo(place - 1)} />
              ) : null}
            </>
          ) : null}
          <Row title={t('cards.unbind')} onClick={() => setLeaving(true)} />
        </Rows>
      )}
    </Sheet>
  )
}
