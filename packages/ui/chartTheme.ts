import { FONT_FAMILY, palettes, type Mode } from './tokens.ts'

/** The ECharts theme that belongs to the antd theme of the same mode. */
export function chartTheme(mode: Mode): Record<string, unknown> {
  const c = palettes[mode]
  const axis = {
    axisLine: { lineStyle: { color: c.line } },
    axisTick: { show: false },
    axisLabel: { color: c.inkFaint, fontSize: 12 },
    splitLine: { lineStyle: { color: c.lineSoft } },
    nameTextStyle: { color: c.inkFaint },
  }
  return {
    color: c.series,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: FONT_FAMILY, color: c.ink },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    timeAxis: axis,
    legend: { textStyle: { color: c.inkSoft }, icon: 'roundRect', itemWidth: 10, itemHeight: 10 },
    tooltip: {
      backgroundColor: c.raised,
      borderColor: c.line,
      borderWidth: 1,
      textStyle: { color: c.ink, fontSize: 13 },
      extraCssText: `border-radius:8px;box-shadow:${c.shadow};font-variant-numeric:tabular-nums`,
    },
  }
}
