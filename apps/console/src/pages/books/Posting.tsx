import { Ident, formatCount } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useBilingual, useLabel, useT } from '../../i18n/index.ts'
import { PersonLink, MerchantLink, PostingLink } from '../../parts/links.tsx'
import { Facts, Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'
import { LegTable } from './LegTable.tsx'
import { QuantityTable } from './QuantityTable.tsx'
import { ReceiptSheet } from './ReceiptSheet.tsx'
import { ReverseAction } from './ReverseAction.tsx'

type Found = ResponseOf<Routes['postings']['get']>
type PostingData = Extract<Found, { state: 'posted' }>['posting']
type RefusedData = Extract<Found, { state: 'refused' }>

export function Posting(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const posting = useRead('postings.get', api.postings.get, { params: { id } })
  if (posting.data?.state === 'posted') return <Booked posting={posting.data.posting} />
  if (posting.data?.state === 'refused') return <Refused verdict={posting.data} />
  return (
    <Page title={t('posting.title')} back={{ to: '/postings', label: t('postings.title') }}>
      {posting.error ? (
        <ProblemPanel error={posting.error} onRetry={() => void posting.refetch()} />
      ) : (
        <Skeleton active paragraph={{ rows: 8 }} />
      )}
    </Page>
  )
}

function Booked(props: { posting: PostingData }): ReactNode {
  const t = useT()
  const label = useLabel()
  const { posting } = props
  return (
    <Page
      title={t('posting.title')}
      heading={label('kind', posting.kind)}
      back={{ to: '/postings', label: t('postings.title') }}
      subtitle={
        <span className="inline">
          <Ident id={posting.id} copy /> <StateTag tone="good">{t('posting.posted')}</StateTag>
          {posting.reversedBy ? (
            <StateTag tone="warn">
              {t('posting.reversedBy')} <PostingLink id={posting.reversedBy} />
            </StateTag>
          ) : null}
        </span>
      }
      actions={posting.reversedBy ? null : <ReverseAction id={posting.id} kind={posting.kind} />}
    >
      <Sheet title={t('posting.legs')} flush>
        <LegTable legs={posting.legs} />
      </Sheet>
      <div className="two-columns">
        <Sheet title={t('posting.facts')}>
          <Facts
            items={[
              {
                label: t('posting.seq'),
                value: <span className="sp-num">{formatCount(posting.seq)}</span>,
              },
              {
                label: t('posting.batch'),
                value: <span className="sp-num">{formatCount(posting.batch)}</span>,
              },
              {
                label: t('posting.businessDate'),
                value: <span className="sp-num">{posting.businessDate}</span>,
              },
              {
                label: t('statement.bookedAt'),
                value: <When at={posting.bookedAt} precision="second" />,
              },
              {
                label: t('statement.occurredAt'),
                value: <When at={posting.occurredAt} precision="second" />,
              },
              {
                label: t('posting.reference'),
                value: posting.reference ? <Reference id={posting.reference} /> : '–',
              },
              { label: t('posting.parties'), value: <Parties parties={posting.parties} /> },
            ]}
          />
        </Sheet>
        <ReceiptSheet id={posting.id} parties={posting.parties} />
      </div>
      <QuantityTable quantities={posting.quantities} />
    </Page>
  )
}

function Refused(props: { verdict: RefusedData }): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const { verdict } = props
  return (
    <Page
      title={t('posting.title')}
      back={{ to: '/postings', label: t('postings.title') }}
      subtitle={
        <span className="inline">
          <Ident id={verdict.id} copy /> <StateTag tone="bad">{t('posting.refused')}</StateTag>
        </span>
      }
    >
      <Sheet title={t('posting.reason')}>
        <p className="refusal">{bilingual(verdict.sentences)}</p>
        <Facts
          items={[
            { label: t('problem.code'), value: <code>{verdict.code}</code> },
            ...Object.entries(verdict.details).map(([name, value]) => ({
              label: name,
              value: <code>{String(value)}</code>,
            })),
          ]}
        />
        <p className="muted">{t('posting.refusedHint')}</p>
      </Sheet>
    </Page>
  )
}

function Parties(props: { parties: PostingData['parties'] }): ReactNode {
  const t = useT()
  if (props.parties.length === 0) return <>{t('posting.house')}</>
  return (
    <div className="stack">
      {props.parties.map((party) =>
        party.kind === 'person' ? (
          <PersonLink key={party.id} id={party.id} name={party.name} />
        ) : (
          <MerchantLink key={party.id} id={party.id} />
        ),
      )}
    </div>
  )
}

function Reference(props: { id: string }): ReactNode {
  const { id } = props
  if (id.startsWith('pay_')) {
    return (
      <Link to={`/payments/${id}`}>
        <Ident id={id} />
      </Link>
    )
  }
  return /^(ref|top|red|hol)_/.test(id) ? <PostingLink id={id} /> : <Ident id={id} />
}
