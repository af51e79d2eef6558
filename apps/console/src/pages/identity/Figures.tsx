import { FIGURES, REAL_NAME_CLASSES } from '@suanpan/contract/safety-words'
import { Button, Drawer } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useBilingual, useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'
import { FigureDialog } from './FigureDialog.tsx'
import { figureName, Value, type Bilingual, type Figure } from './figure-words.tsx'

/** The table of limits: what holds now, from where, and what was and will be. */
export function Figures(): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const may = useMay('operator')
  const figures = useRead('figures.list', api.figures.list, {})
  const [changing, setChanging] = useState<Figure>()
  const [looking, setLooking] = useState<Figure>()
  const act = (figure: Figure): ReactNode => (
    <span className="inline">
      <Button size="small" onClick={() => setLooking(figure)}>
        {t('figures.history')}
      </Button>
      {may ? (
        <Button size="small" onClick={() => setChanging(figure)}>
          {t('figures.change')}
        </Button>
      ) : null}
    </span>
  )
  return (
    <Page title={t('figures.title')} subtitle={t('figures.subtitle')}>
      <Sheet flush>
        <DataTable<Figure>
          reading={figures}
          columns={columns(t, bilingual, act)}
          rowKey={({ revision }) => revision}
          empty={{ title: t('figures.none') }}
        />
      </Sheet>
      {changing ? <FigureDialog figure={changing} onDone={() => setChanging(undefined)} /> : null}
      <Drawer
        open={looking !== undefined}
        title={looking ? figureName(looking, t, bilingual) : ''}
        size={560}
        onClose={() => setLooking(undefined)}
      >
        {looking ? <History figure={looking} /> : null}
      </Drawer>
    </Page>
  )
}

function columns(
  t: Translate,
  bilingual: Bilingual,
  act: (figure: Figure) => ReactNode,
): Column<Figure>[] {
  return [
    {
      key: 'kind',
      title: t('figures.kind'),
      phone: 'heading',
      width: 420,
      render: ({ kind, source }) => (
        <div className="two-lines">
          <span>{bilingual(FIGURES[kind])}</span>
          <small className="wrap">{source}</small>
        </div>
      ),
    },
    {
      key: 'class',
      title: t('figures.class'),
      render: ({ class: name }) =>
        name === 'any' ? t('figures.anyClass') : bilingual(REAL_NAME_CLASSES[name]),
    },
    {
      key: 'value',
      title: t('figures.value'),
      align: 'right',
      phone: 'aside',
      render: (figure) => <Value figure={figure} />,
    },
    {
      key: 'effectiveFrom',
      title: t('figures.effectiveFrom'),
      render: ({ effectiveFrom }) => <When at={effectiveFrom} />,
    },
    { key: 'act', title: t('figures.acts'), align: 'right', render: act },
  ]
}

function History(props: { figure: Figure }): ReactNode {
  const t = useT()
  const { class: name, kind } = props.figure
  const history = useRead('figures.history', api.figures.history, { params: { class: name, kind } })
  const all: Column<Figure>[] = [
    {
      key: 'effectiveFrom',
      title: t('figures.effectiveFrom'),
      phone: 'heading',
      render: ({ effectiveFrom }) => <When at={effectiveFrom} />,
    },
    {
      key: 'value',
      title: t('figures.value'),
      align: 'right',
      phone: 'aside',
      render: (figure) => <Value figure={figure} />,
    },
    {
      key: 'why',
      title: t('figures.source'),
      phone: 'wide',
      render: ({ source, reason, changedBy }) => (
        <div className="two-lines">
          <span className="wrap">{source}</span>
          <small className="wrap">
            {changedBy.name} · {reason}
          </small>
        </div>
      ),
    },
  ]
  return (
    <DataTable<Figure>
      reading={history}
      columns={all}
      rowKey={({ revision }) => revision}
      empty={{ title: t('figures.none') }}
    />
  )
}
