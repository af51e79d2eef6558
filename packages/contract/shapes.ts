import { z } from 'zod'

/**
 * The small shapes that every route is made of. On the wire an amount is a string of ASCII digits:
 * a JSON number would lose units above 2^53 and invites decimals.
 */

/** Minor units, > 0, at most 18 digits so that every amount fits an int8. */
export const amountDigits = z
  .string()
  .regex(
    /^[1-9][0-9]{0,17}$/,
    'must be a string of 1 to 18 digits, without sign, point or zero in front',
  )
  .meta({
    id: 'Amount',
    description: 'Minor units as a string of digits, greater than zero.',
    examples: ['1234'],
  })

/** Minor units that may be zero or below. */
export const signedDigits = z
  .string()
  .regex(/^(0|-?[1-9][0-9]{0,18})$/)
  .meta({
    id: 'SignedAmount',
    description: 'Minor units as a string of digits, may be negative.',
    examples: ['-1234'],
  })

export const assetCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9.-]{1,22}\/[0-9]{1,2}$/, 'must be an asset such as CNY/2')
  .meta({ id: 'Asset', description: 'Code and scale of an asset.', examples: ['CNY/2'] })

/** An amount that somebody wants moved. */
export const money = z
  .strictObject({ amount: amountDigits, asset: assetCode })
  .meta({ id: 'Money', description: 'An amount in minor units and its asset.' })

/** An amount that somebody has, owes or moved. */
export const balance = z
  .object({ amount: signedDigits, asset: assetCode })
  .meta({ id: 'Balance', description: 'An amount that may be negative, and its asset.' })

/** `id('per')` accepts `per_` and 26 characters of lower-case Crockford base32. */
export function id(prefix: string) {
  return z
    .string()
    .regex(
      new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`),
      `must be ${prefix}_ and 26 characters of Crockford base32`,
    )
}

/** Letters' and callers' own names for things: printable, without control characters. */
export function text(maxLength: number) {
  return z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters')
}

/** What somebody writes in several lines; it must say something. */
export function prose(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .regex(/\S/, 'must not be empty')
    .regex(/^(?:[^\p{Cc}\p{Cs}]|\n)*$/u, 'must not contain control characters')
}

/** As people write it; a number without a country is one of mainland China. */
export const phone = z
  .string()
  .max(24)
  .regex(
    /^((\+86|0086)?[ -]?1[0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{4}|\+[1-9][0-9]([ -]?[0-9]){5,12})$/,
    'must be a phone number',
  )
  .meta({ id: 'Phone', description: 'A phone number.', examples: ['138 0013 8000'] })

export const instant = z.iso
  .datetime({ offset: true })
  .meta({ id: 'Instant', description: 'An instant, RFC 3339.', examples: ['2026-03-01T12:00:00Z'] })

export const day = z.iso.date().meta({
  id: 'Day',
  description: 'A calendar day in the zone of the installation.',
  examples: ['2026-03-01'],
})

export const address = z
  .string()
  .max(200)
  .regex(/^[a-z0-9_]+(:[a-z0-9_]+)*$/, 'must be an account address such as person:per_…:cny')
  .meta({
    id: 'Address',
    description: 'The address of an account.',
    examples: ['bank:clearing:cny'],
  })

/** The beginning of an address, up to a colon: `person` or `points:town`. */
export const addressPrefix = z
  .string()
  .max(200)
  .regex(/^([a-z0-9_]+(:[a-z0-9_]+)*:?)?$/, 'must be the beginning of an address')

export const flag = z.enum(['true', 'false'])

export const bilingual = z
  .object({ zh: z.string(), en: z.string() })
  .meta({ id: 'Bilingual', description: 'The same text in Chinese and in English.' })

/** A page of a list. Send `next` of the answer as `cursor` to read on; it is opaque. */
export const pageQuery = {
  cursor: z
    .string()
    .max(400)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be a cursor that this list gave')
    .optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
}

export function page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('The cursor of the next page; null on the last one.'),
  })
}
