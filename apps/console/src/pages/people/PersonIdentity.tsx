import { REAL_NAME_CLASSES } from '@suanpan/contract/safety-words'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Button, Modal, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useBilingual, useT, type Key, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Facts } from '../../parts/Page.tsx'
import { StateTag, type Tone } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'
import { useMay, useSession } from '../../session/session.ts'
import { Evidence } from '../care/Evidence.tsx'
import { ReviewDialog } from '../identity/ReviewDialog.tsx'

type Mine = ResponseOf<Routes['people']['realName']>
type Check = Mine['checks'][number]

const TONES: Record<Check['state'], Tone> = {
  pending: 'info',
  review: 'warn',
  passed: 'good',
  failed: 'bad',
}

const WALLET = {
  none: 'person.walletNone',
  open: 'person.walletOpen',
  closed: 'person.walletClosed',
} as const

/** The real-name class of a person and how they came to it; the wallet and how it is protected. */
export function PersonIdentity(props: { person: string }): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const params = { id: props.person }
  const realName = useRead('people.realName', api.people.realName, { params })
  const wallet = useRead('people.wallet', api.people.wallet, { params })
  const mayReview = useMay('operator')
  const [open, setOpen] = useState<Check>()
  const [kept, setKept] = useState<Check>()
  const reveals = useSession().data?.operator.scope.reveals === true
  if (!realName.data || !wallet.data) return <Skeleton active paragraph={{ rows: 6 }} />
  const { class: className, verifiedAt } = realName.data
  const { state, openedAt, closedAt, hasPin, passkeys } = wallet.data
  return (
    <>
      <div className="tab-facts">
        <Facts
          items={[
            { label: t('person.class'), value: bilingual(REAL_NAME_CLASSES[className]) },
            {
              label: t('person.verifiedAt'),
              value: verifiedAt ? <When at={verifiedAt} /> : '–',
            },
            {
              label: t('person.wallet'),
              value: (
                <span className="inline">
                  {t(WALLET[state])}
                  {(closedAt ?? openedAt) ? <When at={closedAt ?? openedAt ?? ''} /> : null}
                </span>
              ),
            },
            { label: t('person.pin'), value: t(hasPin ? 'approval.yes' : 'approval.no') },
            { label: t('person.passkeys'), value: <span className="sp-num">{passkeys}</span> },
          ]}
        />
      </div>
      <DataTable<Check>
        reading={{ ...realName, data: { items: realName.data.checks } }}
        columns={columns(t, bilingual, {
          ...(mayReview && { review: setOpen }),
          ...(mayReview && reveals && { look: setKept }),
        })}
        rowKey={({ id }) => id}
        empty={{ title: t('person.checksNone') }}
      />
      {kept ? (
        <Modal
          open
          title={t('reviews.filesOpen')}
          footer={null}
          onCancel={() => setKept(undefined)}
        >
          <p className="muted">{t('reviews.filesHint')}</p>
          <Evidence
            files={kept.files}
            at={`/v1/people/${props.person}/real-name/${kept.id}/files`}
          />
        </Modal>
      ) : null}
      {open ? (
        <ReviewDialog
          review={{ ...open, person: props.person }}
          onDone={() => setOpen(undefined)}
        />
      ) : null}
    </>
  )
}

function columns(
  t: Translate,
  bilingual: ReturnType<typeof useBilingual>,
  may: { review?: (check: Check) => void; look?: (check: Check) => void },
): Column<Check>[] {
  return [
    {
      key: 'wanted',
      title: t('reviews.wanted'),
      phone: 'heading',
      render: ({ wanted }) => bilingual(REAL_NAME_CLASSES[wanted]),
    },
    { key: 'askedAt', title: t('reviews.askedAt'), render: ({ askedAt }) => <When at={askedAt} /> },
    {
      key: 'state',
      title: t('person.checkState'),
      phone: 'aside',
      render: ({ state }) => (
        <StateTag tone={TONES[state]}>{t(`person.check.${state}` satisfies Key)}</StateTag>
      ),
    },
    {
      key: 'act',
      title: t('figures.acts'),
      align: 'right',
      render: (check) => {
        if (may.review && check.state === 'review') {
          return (
            <Button size="small" onClick={() => may.review?.(check)}>
              {t('reviews.open')}
            </Button>
          )
        }
        return may.look && check.files.length > 0 ? (
          <Button size="small" onClick={() => may.look?.(check)}>
            {t('reviews.filesCount', { count: check.files.length })}
          </Button>
        ) : null
      },
    },
  ]
}
