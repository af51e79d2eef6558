import { z } from 'zod'

/** Small shapes that bills, budgets, shared books and disputes have in common. */

export const billId = z
  .string()
  .regex(/^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$/, 'must be the id of a bill such as pay_01…')

export const categoryCode = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,31}$/, 'must be the code of a category')
  .meta({ id: 'Category', description: 'The code of a category.', examples: ['teahouse'] })

export const month = z
  .string()
  .regex(/^[2-9][0-9]{3}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-03')
  .meta({ id: 'Month', description: 'A calendar month in the zone of the installation.' })

export const language = z.enum(['zh', 'en'])
