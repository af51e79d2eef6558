import { create } from 'qrcode'
import { useMemo, type ReactNode } from 'react'

const QUIET_MODULES = 4

/** A QR code as one path; black on white in both modes, because that is what cameras read. */
export function QrCode(props: { text: string; label: string }): ReactNode {
  const { size, path } = useMemo(() => draw(props.text), [props.text])
  const box = size + QUIET_MODULES * 2
  return (
    <svg
      className="wt-qr"
      viewBox={`0 0 ${box} ${box}`}
      role="img"
      aria-label={props.label}
      shapeRendering="crispEdges"
    >
      <rect width={box} height={box} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

function draw(text: string): { size: number; path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  let path = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (modules.get(y, x)) path += `M${x + QUIET_MODULES} ${y + QUIET_MODULES}h1v1h-1z`
    }
  }
  return { size, path }
}
