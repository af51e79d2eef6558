import { minorToNumber, palettes } from '@suanpan/ui'
import type { ReactNode } from 'react'

const RADIUS = 40
const AROUND = 2 * Math.PI * RADIUS
const BAR = 18
const STEP = 26
const HEIGHT = 96

/** The colour of the part at this place, in the ring and beside its words. */
export function colourAt(at: number): string {
  const colours = palettes.light.series
  return colours[at % colours.length] ?? 'currentColor'
}

/** The shares of a month as a ring; the list beside it says the same in words. */
export function Ring(props: {
  parts: readonly { category: string; permille: number }[]
}): ReactNode {
  return (
    <svg viewBox="0 0 100 100" width={112} height={112} aria-hidden="true">
      <circle cx={50} cy={50} r={RADIUS} className="bills-ring-ground" />
      {arcsOf(props.parts).map(({ category, length, before, at }) => (
        <circle
          key={category}
          cx={50}
          cy={50}
          r={RADIUS}
          fill="none"
          strokeWidth={14}
          stroke={colourAt(at)}
          strokeDasharray={`${Math.max(length - 1, 0.5)} ${AROUND}`}
          strokeDashoffset={-before}
          transform="rotate(-90 50 50)"
        />
      ))}
    </svg>
  )
}

/** How long each part's arc is, and how much of the ring lies before it. */
function arcsOf(parts: readonly { category: string; permille: number }[]) {
  let before = 0
  return parts
    .map((part, at) => ({ ...part, at }))
    .filter(({ permille }) => permille > 0)
    .map(({ category, permille, at }) => {
      const length = (permille / 1000) * AROUND
      const arc = { category, length, before, at }
      before += length
      return arc
    })
}

/** What was spent in each month of a year. */
export function YearBars(props: {
  months: readonly { month: string; spending: string }[]
}): ReactNode {
  const values = props.months.map(({ spending }) => Math.max(minorToNumber(spending, 'CNY/2'), 0))
  const most = Math.max(...values, 1)
  return (
    <svg viewBox={`0 0 ${STEP * 12} ${HEIGHT + 18}`} className="bills-bars" aria-hidden="true">
      {props.months.map(({ month }, at) => {
        const height = Math.max(((values[at] ?? 0) / most) * HEIGHT, values[at] ? 2 : 0)
        const x = at * STEP + (STEP - BAR) / 2
        return (
          <g key={month}>
            <rect x={x} y={HEIGHT - height} width={BAR} height={height} rx={4} />
            <text x={x + BAR / 2} y={HEIGHT + 14} textAnchor="middle">
              {Number(month.slice(5))}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
