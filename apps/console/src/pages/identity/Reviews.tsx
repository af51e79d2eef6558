import { REAL_NAME_CLASSES } from '@suanpan/contract/safety-words'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { PersonLink } from '../../parts/links.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'
import { ReviewDialog, type Review } from './ReviewDialog.tsx'

const REFRESH_MS = 15_000

/** Verifications that wait for a human, the oldest first. */
export function Reviews(): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const leaf = useLeaf()
  const [open, setOpen] = useState<Review>()
  const query = leaf.cursor ? { cursor: leaf.cursor } : {}
  const reviews = useRead(
    'realNameReviews.list',
    api.realNameReviews.list,
    { query },
    { everyMs: REFRESH_MS, keep: true },
  )
  const columns: Column<Review>[] = [
    {
      key: 'person',
      title: t('reviews.person'),
      phone: 'heading',
      render: ({ person }) => <PersonLink id={person} />,
    },
    {
      key: 'wanted',
      title: t('reviews.wanted'),
      phone: 'aside',
      render: ({ wanted }) => bilingual(REAL_NAME_CLASSES[wanted]),
    },
    { key: 'askedAt', title: t('reviews.askedAt'), render: ({ askedAt }) => <When at={askedAt} /> },
    {
      key: 'act',
      title: t('figures.acts'),
      align: 'right',
      render: (review) => (
        <Button size="small" onClick={() => setOpen(review)}>
          {t('reviews.open')}
        </Button>
      ),
    },
  ]
  return (
    <Page title={t('reviews.title')} subtitle={t('reviews.subtitle')}>
      <Sheet flush>
        <DataTable<Review>
          reading={reviews}
          columns={columns}
          rowKey={({ id }) => id}
          leaf={leaf}
          empty={{ title: t('reviews.none'), hint: t('reviews.noneHint') }}
        />
      </Sheet>
      {open ? <ReviewDialog review={open} onDone={() => setOpen(undefined)} /> : null}
    </Page>
  )
}
