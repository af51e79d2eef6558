import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { localInstant } from '@suanpan/kernel/time'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { useT } from '../i18n/index.ts'
import { useZone } from '../session/session.ts'
import { formatInstant } from './When.tsx'

type AsOfState = { value: string | undefined; set: (value: string | undefined) => void }

/** The instant a page looks back to, kept in the URL; absent is now. */
export function useAsOf(): AsOfState {
  const [search, setSearch] = useSearchParams()
  const value = search.get('asOf') ?? undefined
  return {
    value: value && !Number.isNaN(Date.parse(value)) ? value : undefined,
    set: (next) => {
      const params = new URLSearchParams(search)
      if (next) params.set('asOf', next)
      else params.delete('asOf')
      params.delete('cursor')
      setSearch(params, { replace: true })
    },
  }
}

/** Picks an instant on the installation's clocks, wherever the browser is. */
export function AsOf(props: AsOfState): ReactNode {
  const t = useT()
  const zone = useZone()
  const shown = props.value
    ? dayjs(formatInstant(new Date(props.value), { zone, language: 'zh', precision: 'second' }))
    : null
  const pick = (picked: Dayjs | null): void => {
    if (!picked) return props.set(undefined)
    const midnight = picked.startOf('day')
    props.set(localInstant(picked.format('YYYY-MM-DD'), picked.diff(midnight), zone).toISOString())
  }
  return (
    <DatePicker
      showTime
      value={shown}
      onChange={pick}
      placeholder={t('asOf.placeholder')}
      aria-label={t('asOf.placeholder')}
    />
  )
}
