import { BarChart, HeatmapChart, LineChart } from 'echarts/charts'
import {
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { init, use, type ComposeOption } from 'echarts/core'
import type { BarSeriesOption, HeatmapSeriesOption, LineSeriesOption } from 'echarts/charts'
import type {
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'

use([
  BarChart,
  HeatmapChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
])

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
>

/** Draws and keeps to the size of the element; the answer removes it. */
export function drawChart(element: HTMLElement, theme: object, option: ChartOption): () => void {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const height = element.parentElement?.clientHeight ?? 240
  const chart = init(element, theme, { renderer: 'svg', width: element.clientWidth, height })
  chart.setOption({ animation: !calm, animationDuration: 500, ...option })
  const observer = new ResizeObserver(() => chart.resize({ width: element.clientWidth, height }))
  observer.observe(element)
  return () => {
    observer.disconnect()
    chart.dispose()
  }
}
