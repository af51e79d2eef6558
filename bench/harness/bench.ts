import type { Pace } from './pace.ts'
import type { Result } from './result.ts'
import type { Stage } from './stage.ts'

/** What a benchmark is given; it prints nothing but what it tells `say`. */
export type Run = { stage: Stage; pace: Pace; say(line: string): void }

export type Bench = { name: string; measures: string; run(run: Run): Promise<Result[]> }
