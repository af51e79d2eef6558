import type { ReactNode } from 'react'

export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | 'info'

/** A state in one word; colour never says it alone. */
export function StateTag(props: { tone: Tone; children: ReactNode }): ReactNode {
  return <span className={`state state-${props.tone}`}>{props.children}</span>
}
