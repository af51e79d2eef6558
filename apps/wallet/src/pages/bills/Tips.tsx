import { formatAmount } from '@suanpan/ui'
import { categoryWord } from '@suanpan/contract/categories'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useCallback, useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Choice } from '../../parts/page/Choice.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Undo } from '../../parts/state/Undo.tsx'

const SHOWN_MAX = 2
const CHANGES = ['tips.list']
const UNTIL = ['month', 'always'] as const

type Tip = ResponseOf<Routes['tips']['list']>['items'][number]

/** What is worth knowing about this month; nothing is drawn while there is nothing to say. */
export function Tips(): ReactNode {
  const t = useT()
  const [leaving, setLeaving] = useState<string>()
  const [gone, setGone] = useState<string>()
  const forget = useCallback(() => setGone(undefined), [])
  const { data } = useRead('tips.list', api.tips.list, {})
  const putAway = useWrite(api.tips.putAway, CHANGES)
  const bringBack = useWrite(api.tips.bringBack, CHANGES)
  const put = (tip: string, until: (typeof UNTIL)[number]): void =>
    putAway.mutate({ params: { tip }, body: { until } }, { onSuccess: () => setGone(tip) })
  const error = putAway.error ?? bringBack.error
  return (
    <>
      {data?.items.slice(0, SHOWN_MAX).map((tip) => (
        <One key={tip.id} tip={tip} onKnown={() => setLeaving(tip.id)} />
      ))}
      {gone === undefined ? null : (
        <Undo
          key={gone}
          text={t('bills.tip.away')}
          onUndo={() => {
            bringBack.mutate({ params: { tip: gone } })
            forget()
          }}
          onGone={forget}
        />
      )}
      {error ? <Failed error={error} /> : null}
      <Choice
        open={leaving !== undefined}
        title={t('bills.tip.known')}
        value={undefined}
        options={UNTIL.map((value) => ({ value, label: t(`bills.tip.until.${value}`) }))}
        onChoose={(until) => {
          if (leaving !== undefined) put(leaving, until)
        }}
        onClose={() => setLeaving(undefined)}
      />
    </>
  )
}

function One(props: { tip: Tip; onKnown: () => void }): ReactNode {
  const t = useT()
  const { tip } = props
  const category = categoryWord(tip.category, useLanguage())
  const warning = tip.kind === 'budget' && tip.broken
  return (
    <Notice
      tone={warning ? 'warning' : 'news'}
      action={
        <Button small look="words" onClick={props.onKnown}>
          {t('bills.tip.known')}
        </Button>
      }
    >
      {tip.kind === 'budget'
        ? t(tip.broken ? 'bills.tip.broken' : 'bills.tip.near', {
            category,
            spent: formatAmount(tip.spent, tip.asset),
            amount: formatAmount(tip.amount, tip.asset),
          })
        : t('bills.tip.rise', {
            category,
            now: formatAmount(tip.now, tip.asset),
            before: formatAmount(tip.before, tip.asset),
          })}
    </Notice>
  )
}
