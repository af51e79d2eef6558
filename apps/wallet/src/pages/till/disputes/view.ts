import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'

/** A dispute as its merchant sees it. */
export type View = ResponseOf<Routes['disputes']['get']>
