import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'

/** A checkout as whoever opened its link sees it. */
export type Opened = ResponseOf<Routes['myCheckouts']['get']>
