import { chartTheme } from '@suanpan/ui'
import { Skeleton } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useMode } from '../preferences.ts'
import type { ChartOption } from './echarts.ts'

/** A chart; the library is fetched only when the first one is drawn. `label` says it in words. */
export function Chart(props: { option: ChartOption; height: number; label: string }): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const mode = useMode()
  const [ready, setReady] = useState(false)
  const { option } = props
  useEffect(() => {
    const element = box.current
    if (!element) return
    let stop = (): void => undefined
    let gone = false
    void import('./echarts.ts').then(({ drawChart }) => {
      if (gone) return
      stop = drawChart(element, chartTheme(mode), option)
      setReady(true)
    })
    return () => {
      gone = true
      stop()
    }
  }, [mode, option])
  return (
    <div className="chart" style={{ height: props.height }}>
      {ready ? null : <Skeleton.Node active style={{ width: '100%', height: props.height - 16 }} />}
      <div
        ref={box}
        role="img"
        aria-label={props.label}
        style={{ height: ready ? props.height : 0 }}
      />
    </div>
  )
}
