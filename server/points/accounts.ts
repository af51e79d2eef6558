import type { AccountRef, PocketRef } from '@suanpan/kernel/posting'
import { businessDate } from '@suanpan/kernel/time'
import type { Programme } from './programmes.ts'

type Named = Pick<Programme, 'code' | 'asset'>

/** Who paid for the points of a lot. Class A points of the house itself have this funder. */
export const HOUSE = 'house'

/** Where points come from; below zero by all that were ever given. */
export const issued = ({ code, asset }: Named): AccountRef => ({
  account: `points:${code}:issued`,
  open: { asset, chart: 'points.issued', floor: null },
})

/**
 * A lot is one account for each person, programme, expiry and funder, however many grants it
 * gathers, and stands in the person's pocket of the programme.
 */
export function lot(
  programme: Named,
  of: { person: string; expiresAt: Date; funder?: string; zone: string },
): AccountRef {
  const { person, expiresAt, funder = HOUSE, zone } = of
  const lastDay = businessDate(new Date(expiresAt.getTime() - 1), zone).replaceAll('-', '')
  return {
    account: `points:${programme.code}:lot:${person}:${lastDay}:${funder}`,
    open: {
      asset: programme.asset,
      chart: 'points.lot',
      holder: person,
      pocket: pocketName(programme),
      expiresAt,
    },
  }
}

/** All a person may spend, earliest expiry first. */
export const pocket = (programme: Named, person: string): PocketRef => ({
  pocket: pocketName(programme),
  holder: person,
  asset: programme.asset,
})

/** What a person owes: points taken back that were already spent. Never above zero. */
export const debt = ({ code, asset }: Named, person: string): AccountRef => ({
  account: `points:${code}:debt:${person}`,
  open: { asset, chart: 'points.debt', holder: person, floor: null, ceiling: 0n },
})

export const redeemed = ({ code, asset }: Named): AccountRef => ({
  account: `points:${code}:redeemed`,
  open: { asset, chart: 'points.redeemed' },
})

export const expired = ({ code, asset }: Named): AccountRef => ({
  account: `points:${code}:expired`,
  open: { asset, chart: 'points.expired' },
})

export const clawedBack = ({ code, asset }: Named): AccountRef => ({
  account: `points:${code}:clawback`,
  open: { asset, chart: 'points.clawback' },
})

const pocketName = ({ code }: Named): string => `points:${code}`
