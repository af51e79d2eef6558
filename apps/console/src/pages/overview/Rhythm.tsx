import { compactAmount, formatAmount, formatCount, minorToNumber, palettes } from '@suanpan/ui'
import { Segmented, Select, Skeleton } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLanguage, useT, type Translate } from '../../i18n/index.ts'
import { Chart } from '../../parts/Chart.tsx'
import type { ChartOption } from '../../parts/echarts.ts'
import { Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { useMode } from '../../preferences.ts'
import type { Mode } from '@suanpan/ui'
import type { RhythmData } from './types.ts'

type Measure = 'amount' | 'count'

const SPANS = [7, 30, 90] as const
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** How the town pays: by day over weeks, by hour over the week. */
export function Rhythm(): ReactNode {
  const t = useT()
  const [days, setDays] = useState<number>(30)
  const [measure, setMeasure] = useState<Measure>('amount')
  const [asset, setAsset] = useState<string>()
  const rhythm = useRead(
    'overview.payments',
    api.overview.payments,
    { query: { days, ...(asset ? { asset } : {}) } },
    { keep: true },
  )
  const data = rhythm.data
  if (rhythm.error && !data) {
    return <ProblemPanel error={rhythm.error} onRetry={() => void rhythm.refetch()} />
  }
  const controls = (
    <div className="controls">
      {data && data.assets.length > 1 ? (
        <Select
          size="small"
          value={data.asset}
          options={data.assets.map((value) => ({ value, label: value.split('/')[0] }))}
          onChange={(value) => setAsset(value ?? undefined)}
          aria-label={t('rhythm.asset')}
        />
      ) : null}
      <Segmented
        size="small"
        value={measure}
        options={[
          { value: 'amount', label: t('rhythm.amount') },
          { value: 'count', label: t('rhythm.count') },
        ]}
        onChange={setMeasure}
      />
      <Segmented
        size="small"
        value={days}
        options={SPANS.map((value) => ({ value, label: t('rhythm.days', { days: value }) }))}
        onChange={setDays}
      />
    </div>
  )
  return (
    <div className="rhythm">
      <Sheet title={t('rhythm.byDay')} aside={controls}>
        {data ? (
          <ByDay data={data} measure={measure} />
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} title={false} />
        )}
      </Sheet>
      <Sheet title={t('rhythm.byHour')}>
        {data ? (
          <ByHour data={data} measure={measure} />
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} title={false} />
        )}
      </Sheet>
    </div>
  )
}

function ByDay(props: { data: RhythmData; measure: Measure }): ReactNode {
  const t = useT()
  const language = useLanguage()
  const mode = useMode()
  const { data, measure } = props
  const option = useMemo(
    () => dayOption(data, measure, { t, language, mode }),
    [data, measure, t, language, mode],
  )
  return (
    <Chart
      option={option}
      height={260}
      label={t('rhythm.byDayLabel', { from: data.from, until: data.until })}
    />
  )
}

function ByHour(props: { data: RhythmData; measure: Measure }): ReactNode {
  const t = useT()
  const language = useLanguage()
  const mode = useMode()
  const { data, measure } = props
  const option = useMemo(
    () => hourOption(data, measure, { t, language, mode }),
    [data, measure, t, language, mode],
  )
  return <Chart option={option} height={260} label={t('rhythm.byHourLabel')} />
}

type Drawing = { t: Translate; language: string; mode: Mode }

function dayOption(
  data: RhythmData,
  measure: Measure,
  { t, language, mode }: Drawing,
): ChartOption {
  const asset = data.asset ?? 'CNY/2'
  const values = data.byDay.map((row) =>
    measure === 'amount' ? minorToNumber(row.amount, asset) : row.count,
  )
  return {
    grid: { left: 4, right: 8, top: 16, bottom: 4 },
    tooltip: {
      trigger: 'axis',
      formatter: (points) => {
        const index = (Array.isArray(points) ? points[0] : points)?.dataIndex ?? 0
        const row = data.byDay[index]
        return row
          ? `${row.day}<br/><b>${formatAmount(row.amount, asset)}</b> · ${t('today.count', { count: formatCount(row.count) })}`
          : ''
      },
    },
    xAxis: { type: 'category', data: data.byDay.map((row) => row.day.slice(5)) },
    yAxis: {
      type: 'value',
      axisLabel: { formatter: (value: number) => compactAmount(value, language) },
    },
    series: [
      {
        type: 'bar',
        data: values,
        barMaxWidth: 18,
        itemStyle: { color: palettes[mode].indigo, borderRadius: [3, 3, 0, 0] },
        emphasis: { itemStyle: { color: palettes[mode].brand } },
      },
    ],
  }
}

function hourOption(data: RhythmData, measure: Measure, { t, mode }: Drawing): ChartOption {
  const asset = data.asset ?? 'CNY/2'
  const rows = wholeWeek(data.byHour)
  const cells = rows.map((row) => [
    row.hour,
    row.weekday - 1,
    measure === 'amount' ? minorToNumber(row.amount, asset) : row.count,
  ])
  const most = Math.max(1, ...cells.map((cell) => cell[2] ?? 0))
  const colours = palettes[mode]
  return {
    grid: { left: 4, right: 8, top: 8, bottom: 4 },
    tooltip: {
      formatter: (point) => {
        const row = rows[(Array.isArray(point) ? point[0] : point)?.dataIndex ?? 0]
        if (!row) return ''
        const when = `${weekdayName(t, row.weekday)} ${String(row.hour).padStart(2, '0')}:00`
        return `${when}<br/><b>${formatAmount(row.amount, asset)}</b> · ${t('today.count', { count: formatCount(row.count) })}`
      },
    },
    xAxis: { type: 'category', data: HOURS.map(String), splitArea: { show: false } },
    yAxis: { type: 'category', inverse: true, data: WEEKDAYS.map((day) => weekdayName(t, day)) },
    visualMap: {
      show: false,
      min: 0,
      max: most,
      inRange: { color: [colours.sunken, colours.indigoWash, colours.indigo] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells,
        itemStyle: { borderColor: colours.card, borderWidth: 2, borderRadius: 4 },
      },
    ],
  }
}

// Hours in which nothing was paid are drawn too: an empty square says something, a hole does not.
function wholeWeek(given: RhythmData['byHour']): RhythmData['byHour'] {
  const known = new Map(given.map((row) => [row.weekday * 24 + row.hour, row]))
  return WEEKDAYS.flatMap((weekday) =>
    HOURS.map((hour) => known.get(weekday * 24 + hour) ?? { weekday, hour, count: 0, amount: '0' }),
  )
}

function weekdayName(t: Translate, weekday: number): string {
  const names = [
    'weekday.1',
    'weekday.2',
    'weekday.3',
    'weekday.4',
    'weekday.5',
    'weekday.6',
    'weekday.7',
  ] as const
  return t(names[weekday - 1] ?? 'weekday.1')
}
