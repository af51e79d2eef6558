import { EmptyState } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { App, Button, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { shortAddress } from '../../parts/links.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { useProblemText } from '../../parts/ProblemPanel.tsx'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'

type Letter = ResponseOf<Routes['letters']['parked']>['items'][number]

const REFRESH_MS = 10_000

/** Letters that could not be handled, and those that wait behind them; sent again by hand. */
export function Letters(): ReactNode {
  const t = useT()
  const leaf = useLeaf()
  const [shown, setShown] = useState<Letter>()
  const parked = useRead(
    'letters.parked',
    api.letters.parked,
    { query: leaf.cursor ? { cursor: leaf.cursor } : {} },
    { keep: true, everyMs: REFRESH_MS },
  )
  const columns = useColumns(setShown)
  const none = parked.data?.items.length === 0 && leaf.first
  return (
    <Page title={t('letters.title')} subtitle={t('letters.subtitle')}>
      <Sheet flush>
        {none ? (
          <EmptyState picture="done" title={t('letters.none')} hint={t('letters.noneHint')} />
        ) : (
          <DataTable<Letter>
            reading={parked}
            columns={columns}
            rowKey={(letter) => `${letter.subscriber} ${letter.id}`}
            leaf={leaf}
            empty={{ title: t('letters.none') }}
          />
        )}
      </Sheet>
      {shown ? (
        <Modal
          open
          title={shown.type}
          footer={null}
          width={640}
          onCancel={() => setShown(undefined)}
        >
          {shown.error ? (
            <pre className="code-block code-error">{shown.error}</pre>
          ) : (
            <p className="muted">{t('letters.waits')}</p>
          )}
          <pre className="code-block">{JSON.stringify(shown.body, null, 2)}</pre>
        </Modal>
      ) : null}
    </Page>
  )
}

function useColumns(onShow: (letter: Letter) => void): Column<Letter>[] {
  const t = useT()
  return [
    {
      key: 'type',
      title: t('letters.type'),
      phone: 'heading',
      width: 200,
      render: (letter) => (
        <div className="two-lines">
          <button type="button" className="link-button" onClick={() => onShow(letter)}>
            {letter.type}
          </button>
          <small>{letter.subscriber}</small>
        </div>
      ),
    },
    {
      key: 'party',
      title: t('letters.party'),
      render: (letter) => <code title={letter.party}>{shortAddress(letter.party)}</code>,
    },
    { key: 'at', title: t('letters.at'), render: (letter) => <When at={letter.at} /> },
    {
      key: 'error',
      title: t('letters.error'),
      render: (letter) => (
        <span className="letter-error">{letter.error ?? t('letters.waits')}</span>
      ),
    },
    {
      key: 'attempts',
      title: t('letters.attempts'),
      align: 'right',
      render: (letter) => <span className="sp-num">{letter.attempts}</span>,
    },
    {
      key: 'retry',
      title: t('close.operation'),
      align: 'right',
      phone: 'aside',
      render: (letter) => <Retry letter={letter} />,
    },
  ]
}

function Retry(props: { letter: Letter }): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const may = useMay('operator')
  const retry = useWrite(api.letters.retry, ['letters.parked', 'overview.get'])
  const { subscriber, party } = props.letter
  if (!may) return null
  return (
    <Button
      size="small"
      loading={retry.isPending}
      onClick={() =>
        retry.mutate(
          { params: { subscriber, party } },
          {
            onSuccess: ({ retried }) =>
              void message.success(t('letters.retried', { count: retried })),
            onError: (error) => void message.error(problemText(error)),
          },
        )
      }
    >
      {t('letters.retry')}
    </Button>
  )
}
