import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { EditSheet } from './EditSheet.tsx'
import { EndSheet } from './EndSheet.tsx'
import { MoveSheet } from './MoveSheet.tsx'
import { Progress } from './progress.tsx'
import { Together } from './Together.tsx'

type Whole = ResponseOf<Routes['goals']['get']>
type Open = 'in' | 'out' | 'edit' | 'end'

/** One goal: how far it is, in and out, those who save along, and how it came to this. */
export function Goal(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const read = useRead('goals.get', api.goals.get, { params: { id } })
  return (
    <Page title={read.data?.name ?? t('goals.title')} back="/goals">
      <Loaded read={read}>{(goal) => <Known {...goal} />}</Loaded>
    </Page>
  )
}

function Known(goal: Whole): ReactNode {
  const t = useT()
  const [open, setOpen] = useState<Open>()
  const close = (): void => setOpen(undefined)
  const { saved, target, asset, due, regular, endedAt, moves } = goal
  if (endedAt !== null) {
    return (
      <>
        <Notice>{t('goals.ended')}</Notice>
        <Moves moves={moves} asset={asset} />
      </>
    )
  }
  return (
    <>
      <section className="wt-card goals-card">
        <span className="muted">{t('goals.saved')}</span>
        <Amount value={saved} asset={asset} size="hero" />
        <Progress saved={saved} target={target} asset={asset} />
        <span className="wt-row-note goals-facts">
          {due === null ? null : <span>{t('goals.by', { day: due })}</span>}
          {regular === null ? null : <span>{t('goals.nextOn', { day: regular.next })}</span>}
        </span>
        <div className="goals-ways">
          <Button look="main" onClick={() => setOpen('in')}>
            {t('goals.putIn')}
          </Button>
          <Button disabled={saved === '0'} onClick={() => setOpen('out')}>
            {t('goals.takeOut')}
          </Button>
        </div>
      </section>
      <Together goal={goal} />
      <Rows note={t('goals.promise')}>
        <Row title={t('goals.edit')} onClick={() => setOpen('edit')} />
        <Row title={t('goals.end')} onClick={() => setOpen('end')} />
      </Rows>
      <Moves moves={moves} asset={asset} />
      <MoveSheet
        goal={goal}
        way={open === 'in' || open === 'out' ? open : undefined}
        onClose={close}
      />
      <EditSheet goal={goal} open={open === 'edit'} onClose={close} />
      <EndSheet goal={goal} open={open === 'end'} onClose={close} />
    </>
  )
}

function Moves(props: { moves: Whole['moves']; asset: string }): ReactNode {
  const t = useT()
  if (props.moves.length === 0) return null
  return (
    <Rows title={t('goals.moves')}>
      {props.moves.map(({ id, way, amount, regular, occurredAt }) => (
        <Row
          key={id}
          title={t(regular ? 'goals.way.regular' : `goals.way.${way}`)}
          note={<When at={occurredAt} />}
          value={<Amount value={way === 'in' ? amount : `-${amount}`} asset={props.asset} flow />}
        />
      ))}
    </Rows>
  )
}
