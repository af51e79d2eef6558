import { useEffect, useRef, type ReactNode } from 'react'

const BAR_PX = 2
const HEIGHT_PX = 84

/** Code 128 for the scanners of tills; the drawing comes over the wire with the first code. */
export function Barcode(props: { digits: string; label: string }): ReactNode {
  const { digits, label } = props
  const bars = useRef<SVGSVGElement>(null)
  useEffect(() => {
    let gone = false
    void import('jsbarcode').then(({ default: draw }) => {
      if (gone || bars.current === null) return
      draw(bars.current, digits, {
        format: 'CODE128C',
        displayValue: false,
        width: BAR_PX,
        height: HEIGHT_PX,
        margin: 0,
      })
    })
    return () => {
      gone = true
    }
  }, [digits])
  return (
    <div className="pay-bars">
      <svg ref={bars} role="img" aria-label={label} />
    </div>
  )
}
