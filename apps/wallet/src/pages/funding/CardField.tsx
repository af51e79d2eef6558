import { BankcardOutline } from 'antd-mobile-icons'
import { useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Choice } from '../../parts/page/Choice.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { useCardWords, type Card } from './card-words.ts'

/** The card that money comes from or goes to, with the others a tap away. */
export function CardField(props: {
  title: string
  cards: readonly Card[]
  value: Card | undefined
  onChoose: (card: Card) => void
}): ReactNode {
  const t = useT()
  const words = useCardWords()
  const [open, setOpen] = useState(false)
  const { cards, value } = props
  return (
    <>
      <Rows>
        {value ? (
          <Row
            icon={<BankcardOutline />}
            title={words(value)}
            note={props.title}
            {...(cards.length > 1 && { onClick: () => setOpen(true) })}
          />
        ) : (
          <Row
            icon={<BankcardOutline />}
            title={t('cards.add')}
            note={props.title}
            to="/cards/new"
          />
        )}
      </Rows>
      <Choice
        open={open}
        title={props.title}
        options={cards.map((card) => ({ value: card.id, label: words(card) }))}
        value={value?.id}
        onChoose={(id) => {
          const card = cards.find((each) => each.id === id)
          if (card) props.onChoose(card)
        }}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
