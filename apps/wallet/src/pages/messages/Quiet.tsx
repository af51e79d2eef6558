import { useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Choice } from '../../parts/page/Choice.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Switched } from './Switched.tsx'

type Hours = { fromHour: number; untilHour: number }
const NIGHT: Hours = { fromHour: 22, untilHour: 7 }
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** From when until when nothing lights up; the person chooses both. */
export function Quiet(props: {
  hours: Hours | null
  busy: boolean
  onChange: (hours: Hours | null) => void
}): ReactNode {
  const t = useT()
  const { hours, busy, onChange } = props
  const [choosing, setChoosing] = useState<keyof Hours>()
  const written = (hour: number): string => t('messages.hour', { hour: two(hour) })
  const other = hours && (choosing === 'fromHour' ? hours.untilHour : hours.fromHour)
  return (
    <>
      <Rows note={t('messages.quietHint')}>
        <Switched
          title={t('messages.setQuiet')}
          on={hours !== null}
          busy={busy}
          onChange={(wanted) => onChange(wanted ? NIGHT : null)}
        />
        {hours ? (
          <>
            <Row
              title={t('messages.quietFrom')}
              value={written(hours.fromHour)}
              onClick={() => setChoosing('fromHour')}
            />
            <Row
              title={t('messages.quietUntil')}
              value={
                hours.untilHour < hours.fromHour
                  ? t('messages.nextDay', { hour: two(hours.untilHour) })
                  : written(hours.untilHour)
              }
              onClick={() => setChoosing('untilHour')}
            />
          </>
        ) : null}
      </Rows>
      <Choice
        open={choosing !== undefined}
        title={choosing === 'untilHour' ? t('messages.quietUntil') : t('messages.quietFrom')}
        value={hours && choosing ? String(hours[choosing]) : undefined}
        // Beginning and end at one hour would be no time, or the whole day.
        options={HOURS.filter((hour) => hour !== other).map((hour) => ({
          value: String(hour),
          label: written(hour),
        }))}
        onChoose={(hour) => {
          if (hours && choosing) onChange({ ...hours, [choosing]: Number(hour) })
        }}
        onClose={() => setChoosing(undefined)}
      />
    </>
  )
}

const two = (hour: number): string => String(hour).padStart(2, '0')
