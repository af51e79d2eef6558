import { Ident } from '@suanpan/ui'
import { Alert, Button, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { Facts, Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { When } from '../../parts/When.tsx'
import { useMay, useSession } from '../../session/session.ts'
import { CHANGED_BY_APPROVALS, DecideDialog } from './DecideDialog.tsx'
import { PAYOUT_KIND, PayoutSheet } from './PayoutSheet.tsx'
import { ApprovalState, Difference, Maker, SubjectOf, type ApprovalRow } from './approval-words.tsx'

/** One approval: who asks for what and why, what it would change, and the decision. */
export function Approval(): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const { id = '' } = useParams()
  const reading = useRead('approvals.get', api.approvals.get, { params: { id } })
  const back = { to: '/approvals', label: t('approvals.title') }
  const approval = reading.data
  if (!approval) {
    return (
      <Page title={t('approvals.one')} back={back}>
        {reading.error ? (
          <ProblemPanel error={reading.error} onRetry={() => void reading.refetch()} />
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} />
        )}
      </Page>
    )
  }
  return (
    <Page
      title={bilingual(approval.summary)}
      back={back}
      subtitle={
        <span className="inline">
          <Ident id={approval.id} copy /> <ApprovalState state={approval.state} />
        </span>
      }
      actions={<Decide approval={approval} />}
    >
      <Sheet>
        <Facts
          items={[
            { label: t('approvals.subject'), value: <SubjectOf approval={approval} /> },
            { label: t('approvals.maker'), value: <Maker maker={approval.maker} /> },
            { label: t('approvals.madeAt'), value: <When at={approval.madeAt} /> },
            { label: t('approvals.expiresAt'), value: <When at={approval.expiresAt} /> },
            { label: t('person.reason'), value: <span className="wrap">{approval.reason}</span> },
          ]}
        />
      </Sheet>
      {approval.kind === PAYOUT_KIND ? (
        <PayoutSheet withdrawal={approval.subject} />
      ) : (
        <Sheet title={t('approval.change')} flush>
          <Difference before={approval.before} after={approval.after} />
        </Sheet>
      )}
      <Outcome approval={approval} />
    </Page>
  )
}

const VERDICTS = {
  approved: 'approval.agreed',
  rejected: 'approval.rejected',
  withdrawn: 'approval.withdrawn',
} as const

function Outcome(props: { approval: ApprovalRow }): ReactNode {
  const t = useT()
  const { decision, execution } = props.approval
  if (!decision) return null
  const posting = execution?.result['posting']
  const code = execution?.result['code']
  const facts = [
    { label: t('approvals.decidedBy'), value: <Maker maker={decision.by} /> },
    { label: t('approvals.decidedAt'), value: <When at={decision.at} /> },
    { label: t('person.reason'), value: <span className="wrap">{decision.reason}</span> },
  ]
  if (typeof posting === 'string') {
    const link = <Link to={`/postings/${posting}`}>{t('payments.posting')}</Link>
    facts.push({ label: t('approvals.result'), value: link })
  }
  return (
    <Sheet title={t(VERDICTS[decision.verdict])}>
      {execution?.outcome === 'failed' ? (
        <Alert
          type="error"
          showIcon
          title={t('approval.failedHint')}
          description={<code>{typeof code === 'string' ? code : null}</code>}
          className="gap-below"
        />
      ) : null}
      <Facts items={facts} />
    </Sheet>
  )
}

function Decide(props: { approval: ApprovalRow }): ReactNode {
  const t = useT()
  const { approval } = props
  const may = useMay('approver')
  const me = useSession().data?.operator.id
  const [verdict, setVerdict] = useState<'approved' | 'rejected'>()
  const execute = useWrite(api.approvals.execute, CHANGED_BY_APPROVALS)
  if (approval.state === 'failed' && may) {
    return (
      <Button
        loading={execute.isPending}
        onClick={() => execute.mutate({ params: { id: approval.id } })}
      >
        {t('approval.again')}
      </Button>
    )
  }
  if (approval.state !== 'waiting') return null
  if (approval.maker.id === me) return <span className="muted">{t('approval.own')}</span>
  if (!may) return <span className="muted">{t('approval.needsRole')}</span>
  return (
    <>
      <Button onClick={() => setVerdict('rejected')}>{t('approval.reject')}</Button>
      <Button type="primary" onClick={() => setVerdict('approved')}>
        {t('approval.approve')}
      </Button>
      {verdict ? (
        <DecideDialog approval={approval} verdict={verdict} onClose={() => setVerdict(undefined)} />
      ) : null}
    </>
  )
}
