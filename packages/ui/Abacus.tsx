import type { CSSProperties, ReactNode } from 'react'

/**
 * The abacus is the house's picture: a rod has one bead above the beam, worth five, and four below,
 * worth one each. Beads that count lie against the beam.
 */
export type Rod = { five: boolean; ones: 0 | 1 | 2 | 3 | 4 }

const ROD_GAP = 22
const BEAD_HEIGHT = 11
const BEAD_WIDTH = 18
const FRAME = 7
const UPPER_ROOM = BEAD_HEIGHT * 2
const LOWER_ROOM = BEAD_HEIGHT * 5
const BEAM_HEIGHT = 3
const BEAM_Y = FRAME + UPPER_ROOM
const HEIGHT = FRAME * 2 + UPPER_ROOM + BEAM_HEIGHT + LOWER_ROOM
const LOWER_Y = BEAM_Y + BEAM_HEIGHT

/** The rods that show a number; anything but digits is skipped. */
export function rodsOfDigits(digits: string): Rod[] {
  return [...digits.replace(/\D/g, '')].map((digit) => {
    const value = Number(digit)
    return { five: value >= 5, ones: (value % 5) as Rod['ones'] }
  })
}

/** Rods and beads in a frame; a picture for the eye, so screen readers get `label` instead. */
export function Abacus(props: {
  rods: readonly Rod[]
  label: string
  height?: number
  /** Rods from this one on are drawn quieter (minor units). */
  quietFrom?: number
}): ReactNode {
  const width = FRAME * 2 + ROD_GAP * props.rods.length + 4
  const height = props.height ?? HEIGHT
  return (
    <svg
      className="sp-abacus"
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      height={height}
      width={(width / HEIGHT) * height}
    >
      <rect className="sp-abacus-frame" x={1} y={1} width={width - 2} height={HEIGHT - 2} rx={6} />
      {props.rods.map((rod, index) => (
        <RodPicture
          key={index}
          rod={rod}
          x={FRAME + 2 + ROD_GAP * index + ROD_GAP / 2}
          order={index}
          quiet={props.quietFrom !== undefined && index >= props.quietFrom}
        />
      ))}
      <rect className="sp-abacus-beam" x={2} y={BEAM_Y} width={width - 4} height={BEAM_HEIGHT} />
    </svg>
  )
}

/** A number shown on an abacus with at least `rods` rods. */
export function AbacusNumber(props: {
  digits: string
  rods: number
  label: string
  height?: number
  minor?: number
}): ReactNode {
  const rods = rodsOfDigits(props.digits.replace(/\D/g, '').padStart(props.rods, '0'))
  const quiet = props.minor ? { quietFrom: rods.length - props.minor } : {}
  const height = props.height ? { height: props.height } : {}
  return <Abacus rods={rods} label={props.label} {...quiet} {...height} />
}

/** Three rods whose beads move up and down while something is being worked out. */
export function AbacusLoading(props: { label: string }): ReactNode {
  return (
    <span className="sp-abacus-loading" role="status" aria-label={props.label}>
      <svg viewBox="0 0 48 40" width={60} height={50} aria-hidden="true">
        {[10, 24, 38].map((x, rod) => (
          <g key={x}>
            <line className="sp-abacus-rod" x1={x} x2={x} y1={1} y2={39} />
            {[0, 1].map((bead) => (
              <path
                key={bead}
                className="sp-bead sp-bead-swing"
                style={{ animationDelay: `${rod * 160 + bead * 60}ms` }}
                d={beadPath(x, 20 + bead * 9, 13, 8)}
              />
            ))}
          </g>
        ))}
        <rect className="sp-abacus-beam" x={1} y={11} width={46} height={2} />
      </svg>
    </span>
  )
}

/** The brand mark: an abacus cut into a cinnabar seal. */
export function AbacusMark(props: { size?: number }): ReactNode {
  const size = props.size ?? 28
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className="sp-mark">
      <rect width={32} height={32} rx={7} fill="#C8402F" />
      <g stroke="#FFF8F2" strokeWidth={1.3} opacity={0.7}>
        <path d="M9.5 5.5v21M16 5.5v21M22.5 5.5v21" />
      </g>
      <path d="M5 12.6h22" stroke="#FFF8F2" strokeWidth={1.8} strokeLinecap="round" />
      <g fill="#FFF8F2">
        <path d={beadPath(9.5, 9.5, 5.6, 4)} />
        <path d={beadPath(16, 7, 5.6, 4)} />
        <path d={beadPath(22.5, 9.5, 5.6, 4)} />
        <path d={beadPath(9.5, 16, 5.6, 4)} />
        <path d={beadPath(9.5, 24.4, 5.6, 4)} />
        <path d={beadPath(16, 16, 5.6, 4)} />
        <path d={beadPath(16, 20.2, 5.6, 4)} />
        <path d={beadPath(22.5, 20.2, 5.6, 4)} />
        <path d={beadPath(22.5, 24.4, 5.6, 4)} />
      </g>
    </svg>
  )
}

function RodPicture(props: { rod: Rod; x: number; order: number; quiet: boolean }): ReactNode {
  const { rod, x, order } = props
  const upperRest = FRAME + BEAD_HEIGHT / 2
  const upperSet = BEAM_Y - BEAD_HEIGHT / 2
  const beads = [{ y: rod.five ? upperSet : upperRest, from: upperRest, set: rod.five }]
  for (let i = 0; i < 4; i++) {
    const set = i < rod.ones
    const rest = LOWER_Y + BEAD_HEIGHT * (i + 1.5)
    beads.push({ y: set ? LOWER_Y + BEAD_HEIGHT * (i + 0.5) : rest, from: rest, set })
  }
  return (
    <g className={props.quiet ? 'sp-abacus-quiet' : undefined}>
      <line className="sp-abacus-rod" x1={x} x2={x} y1={FRAME} y2={HEIGHT - FRAME} />
      {beads.map((bead, index) => (
        <path
          key={index}
          className={bead.set ? 'sp-bead sp-bead-set' : 'sp-bead'}
          style={travel(bead.from - bead.y, order)}
          d={beadPath(x, bead.y, BEAD_WIDTH, BEAD_HEIGHT - 1)}
        />
      ))}
    </g>
  )
}

// A bead starts where it rests and slides once to where it counts; the stylesheet holds still for
// people who asked for less motion.
function travel(distance: number, order: number): CSSProperties {
  return { '--sp-from': `${distance}px`, animationDelay: `${order * 45}ms` } as CSSProperties
}

function beadPath(x: number, y: number, width: number, height: number): string {
  const half = width / 2
  const rise = height / 2
  const flat = width * 0.2
  return (
    `M${x - half} ${y} Q${x - half} ${y - rise * 0.35} ${x - flat} ${y - rise}` +
    `H${x + flat} Q${x + half} ${y - rise * 0.35} ${x + half} ${y}` +
    `Q${x + half} ${y + rise * 0.35} ${x + flat} ${y + rise}` +
    `H${x - flat} Q${x - half} ${y + rise * 0.35} ${x - half} ${y}Z`
  )
}
