import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'

export type CarePromises = ResponseOf<Routes['care']['topics']>
export type Topic = CarePromises['items'][number]
