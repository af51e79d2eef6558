import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'

export type OverviewData = ResponseOf<Routes['overview']['get']>
export type RhythmData = ResponseOf<Routes['overview']['payments']>
