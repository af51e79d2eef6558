import { isDate } from '@suanpan/kernel/time'

// GB 11643-1999: each of the first 17 digits counts by its weight; the sum modulo 11 names the last.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'
const ADULT_AT_YEARS = 14

/** A citizen's id number in one spelling, or undefined where the checksum or the birthday is wrong. */
export function normalIdNumber(text: string): string | undefined {
  const number = text.trim().toUpperCase()
  if (!/^[1-9][0-9]{16}[0-9X]$/.test(number)) return undefined
  if (!isDate(birthdayOf(number))) return undefined
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(number[i]), 0)
  return CHECK_CHARACTERS[sum % 11] === number[17] ? number : undefined
}

/** `YYYY-MM-DD` */
export function birthdayOf(number: string): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
}

/** Who is younger needs the consent of a guardian. */
export function isOldEnough(number: string, today: string): boolean {
  const birthday = birthdayOf(number)
  const turns = `${Number(birthday.slice(0, 4)) + ADULT_AT_YEARS}${birthday.slice(4)}`
  return turns <= today
}
