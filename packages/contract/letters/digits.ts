import { z } from 'zod'

/** An amount in a letter: the digits of a whole number of the asset’s smallest unit. */
export const digits = z.string().regex(/^(0|[1-9][0-9]{0,18})$/)
