import type { ReactNode } from 'react'

type Picture = 'book' | 'search' | 'done'

/** Nothing here, and what to do next. */
export function EmptyState(props: {
  title: string
  hint?: string
  picture?: Picture
  action?: ReactNode
}): ReactNode {
  return (
    <div className="sp-empty">
      <svg viewBox="0 0 120 84" width={120} height={84} aria-hidden="true">
        {PICTURES[props.picture ?? 'book']}
      </svg>
      <div className="sp-empty-title">{props.title}</div>
      {props.hint ? <div className="sp-empty-hint">{props.hint}</div> : null}
      {props.action ? <div className="sp-empty-action">{props.action}</div> : null}
    </div>
  )
}

const RODS = (
  <g className="sp-draw-soft">
    <path d="M40 14v52M60 14v52M80 14v52" />
    <rect x={26} y={10} width={68} height={60} rx={6} />
    <path d="M26 30h68" strokeWidth={2.5} />
  </g>
)

const PICTURES: Record<Picture, ReactNode> = {
  book: (
    <>
      {RODS}
      <g className="sp-draw-fill">
        {[40, 60, 80].map((x) => (
          <g key={x}>
            <rect x={x - 8} y={14} width={16} height={6} rx={3} />
            <rect x={x - 8} y={55} width={16} height={6} rx={3} />
            <rect x={x - 8} y={62} width={16} height={6} rx={3} />
          </g>
        ))}
      </g>
    </>
  ),
  search: (
    <>
      {RODS}
      <g className="sp-draw-line">
        <circle cx={74} cy={50} r={14} className="sp-draw-paper" />
        <path d="M84 60l11 11" strokeWidth={4} />
      </g>
    </>
  ),
  done: (
    <>
      {RODS}
      <g className="sp-draw-line">
        <circle cx={80} cy={56} r={15} className="sp-draw-paper" />
        <path d="M73 56l5 5 9-10" strokeWidth={3} />
      </g>
    </>
  ),
}
