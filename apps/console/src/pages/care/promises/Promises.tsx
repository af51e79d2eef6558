import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../../data/queries.ts'
import { useT, type Translate } from '../../../i18n/index.ts'
import { DataTable, type Column } from '../../../parts/DataTable.tsx'
import { Page, Sheet } from '../../../parts/Page.tsx'
import { useMay } from '../../../session/session.ts'
import { DueNow } from './DueNow.tsx'
import { HoursDialog } from './HoursDialog.tsx'
import { TopicDialog } from './TopicDialog.tsx'
import type { CarePromises, Topic } from './types.ts'

/** When care is open and how soon it answers what, with what somebody who writes now would be promised. */
export function Promises(): ReactNode {
  const t = useT()
  const mayChange = useMay('approver')
  const reading = useRead('care.topics', api.care.topics, {})
  const [changing, setChanging] = useState<'hours' | Topic>()
  const close = (): void => setChanging(undefined)
  const { hours, now = '' } = reading.data ?? {}
  return (
    <Page
      title={t('promises.title')}
      subtitle={t('promises.subtitle')}
      actions={
        mayChange && hours ? (
          <Button onClick={() => setChanging('hours')}>{t('promises.hoursTitle')}</Button>
        ) : null
      }
    >
      <Sheet title={hours ? t('promises.hoursNow', hours) : t('promises.hours')} flush>
        <DataTable<Topic>
          reading={reading}
          columns={columns(t, hours && { hours, now }, mayChange ? setChanging : undefined)}
          rowKey={({ topic }) => topic}
          empty={{ title: t('promises.title') }}
        />
      </Sheet>
      {hours && changing === 'hours' ? (
        <HoursDialog hours={hours} now={now} topics={reading.data?.items ?? []} onClose={close} />
      ) : null}
      {hours && changing !== undefined && changing !== 'hours' ? (
        <TopicDialog hours={hours} now={now} topic={changing} onClose={close} />
      ) : null}
    </Page>
  )
}

const MINUTES_AN_HOUR = 60

/** `4 hours`, `90 minutes`. */
function inWords(t: Translate, minutes: number): string {
  return minutes % MINUTES_AN_HOUR === 0
    ? t('promises.hoursCount', { count: minutes / MINUTES_AN_HOUR })
    : t('promises.minutes', { count: minutes })
}

function columns(
  t: Translate,
  open: Pick<CarePromises, 'hours' | 'now'> | undefined,
  change: ((topic: Topic) => void) | undefined,
): Column<Topic>[] {
  return [
    {
      key: 'topic',
      title: t('promises.topic'),
      phone: 'heading',
      render: ({ topic }) => t(`care.topic.${topic}`),
    },
    {
      key: 'within',
      title: t('promises.within'),
      render: ({ promiseMinutes }) => inWords(t, promiseMinutes),
    },
    {
      key: 'counts',
      title: t('promises.counts'),
      render: ({ roundTheClock }) => t(roundTheClock ? 'promises.always' : 'promises.open'),
    },
    {
      key: 'now',
      title: t('promises.ifNow'),
      render: (topic) =>
        open ? <DueNow promise={topic} hours={open.hours} at={open.now} /> : null,
    },
    {
      key: 'act',
      title: t('figures.acts'),
      align: 'right',
      render: (topic) =>
        change ? (
          <Button size="small" onClick={() => change(topic)}>
            {t('promises.change')}
          </Button>
        ) : null,
    },
  ]
}
