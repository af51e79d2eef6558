import { EmptyState, formatCount } from '@suanpan/ui'
import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Button, Progress, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { StateTag, type Tone } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'

type Run = ResponseOf<Routes['audits']['list']>['items'][number]

const POLL_MS = 1500
const TONES: Record<Run['state'], Tone> = { running: 'info', passed: 'good', failed: 'bad' }

/** Everything computed again from the entries; the first difference is named. */
export function Audit(): ReactNode {
  const t = useT()
  const may = useMay('operator')
  const audits = useRead(
    'audits.list',
    api.audits.list,
    {},
    { everyMs: (data) => (data?.items.some(isRunning) ? POLL_MS : false) },
  )
  const run = useWrite(api.audits.create, ['audits.list', 'overview.get'])
  const running = audits.data?.items.some(isRunning) === true
  return (
    <Page
      title={t('audit.title')}
      subtitle={t('audit.subtitle')}
      actions={
        may ? (
          <Button type="primary" loading={run.isPending || running} onClick={() => run.mutate({})}>
            {t(running ? 'audit.running' : 'audit.run')}
          </Button>
        ) : null
      }
    >
      {run.error ? <ProblemPanel error={run.error} /> : null}
      {audits.error && !audits.data ? (
        <ProblemPanel error={audits.error} onRetry={() => void audits.refetch()} />
      ) : null}
      {audits.isPending ? <Skeleton active paragraph={{ rows: 8 }} /> : null}
      {audits.data?.items.length === 0 ? (
        <Sheet>
          <EmptyState title={t('audit.none')} hint={t('audit.noneHint')} picture="done" />
        </Sheet>
      ) : null}
      {audits.data?.items.map((item) => (
        <RunSheet key={item.id} run={item} />
      ))}
    </Page>
  )
}

function isRunning(run: Run): boolean {
  return run.state === 'running'
}

function RunSheet(props: { run: Run }): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const { run } = props
  return (
    <Sheet
      title={<When at={run.startedAt} precision="second" />}
      aside={<StateTag tone={TONES[run.state]}>{t(`audit.${run.state}`)}</StateTag>}
    >
      {run.state === 'running' ? (
        <Progress percent={100} status="active" showInfo={false} size="small" />
      ) : null}
      {run.difference ? (
        <div className="difference" role="alert">
          <strong>{t('audit.difference')}</strong>
          <p>{run.difference}</p>
        </div>
      ) : null}
      <ul className="lines">
        {run.checks.map((check) => (
          <li key={check.name}>
            <span className={check.ok ? 'check check-ok' : 'check check-bad'}>
              {check.ok ? <CheckCircleFilled /> : <CloseCircleFilled />} {bilingual(check.title)}
            </span>
            <span className="line-value sp-num">
              {t('audit.checked', { count: formatCount(check.checked) })}
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
